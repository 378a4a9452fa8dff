import type { Json } from './json.ts';

/** Where a thing is: in both environments, or in one of them only. */
export type Side = 'both' | 'left' | 'right';

/** A build-time value that differs, by its path; null where there is none. */
export interface BuildDifference {
  readonly name: string;
  readonly in: Side;
  readonly left: Json;
  readonly right: Json;
}

/** A run-time value that differs; null where there is none, and always for a secret. */
export interface RuntimeDifference {
  readonly name: string;
  readonly in: Side;
  readonly secret: boolean;
  readonly left: string | null;
  readonly right: string | null;
}

export interface ServiceDifference {
  readonly service: string;
  readonly in: Side;
  readonly build: readonly BuildDifference[];
  readonly runtime: readonly RuntimeDifference[];
}

/** The document of `config diff`: what differs, and nothing else. */
export interface ConfigDifference {
  readonly left: string;
  readonly right: string;
  readonly services: readonly ServiceDifference[];
}
