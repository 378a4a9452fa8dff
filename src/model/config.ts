import type { JsonObject } from './json.ts';

/** One run-time value of an environment as a person names it: `notes/PAGE_SIZE`. */
export interface ConfigKey {
  readonly service: string;
  readonly key: string;
}

/** A value to set; null: it is asked for, because a command line stays in the shell's history. */
export interface Assignment extends ConfigKey {
  readonly value: string | null;
}

/** A value that may be set by hand, with what the definition says of it. */
export interface ConfigTarget extends ConfigKey {
  /** `undeclared`: the definition does not name it; it stays, but no deployment looks at it. */
  readonly kind: 'default' | 'secret' | 'undeclared';
  readonly type: 'String' | 'StringList' | 'SecureString';
  /** Null: the account's own key for SSM. */
  readonly kmsKey: string | null;
  /** When the service is to see a change; null: the definition does not say. */
  readonly apply: 'deploy' | 'live' | null;
  /** Every region of the service: all get the value. */
  readonly regions: readonly string[];
}

/**
 * Where the value that is there now comes from. `hand`: set by `config set` or by somebody else; `missing`: the
 * definition names it and nothing is there yet.
 */
export type ConfigSource = 'definition' | 'default' | 'hand' | 'missing';

/** One run-time value in one region; part of the document of `config show`. */
export interface ShownValue {
  /** Of the parameter, in full. */
  readonly name: string;
  readonly key: string;
  readonly region: string;
  /** Null when there is none, or when it is a secret that was not to be shown. */
  readonly value: string | null;
  readonly secret: boolean;
  readonly source: ConfigSource;
  readonly version: number | null;
}

export interface ShownService {
  readonly service: string;
  /** Build-time configuration, as it is packed. */
  readonly build: JsonObject;
  readonly runtime: readonly ShownValue[];
}

/** The document of `config show`. */
export interface ShownConfig {
  readonly environment: string;
  readonly services: readonly ShownService[];
}

/** One parameter that was written or removed; part of the document of `config set`, `unset` and `copy`. */
export interface ConfigChange extends ConfigKey {
  /** Of the parameter, in full. */
  readonly name: string;
  readonly region: string;
  readonly action: 'create' | 'update' | 'delete';
  readonly secret: boolean;
  /** The version that came of it; null for one that is removed, and in a dry run. */
  readonly version: number | null;
}

/** The document of `config set`, `unset` and `copy`. */
export interface ConfigOutcome {
  readonly environment: string;
  readonly changed: readonly ConfigChange[];
}

/** What stands for a secret that is not to be shown. */
export const MASK = '****';
