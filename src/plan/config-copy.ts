import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigTarget, ShownValue } from '../model/config.ts';
import type { Environment } from '../model/environment.ts';
import { nameHint } from '../model/nearest.ts';
import type { WantedValue } from './config-changes.ts';
import { targetOf } from './config-keys.ts';

/** Values of one service as they are in the environment to copy from, secrets in clear. */
export interface CopySource {
  readonly service: string;
  readonly values: readonly ShownValue[];
}

/** `notes/PAGE_SIZE`, or a whole service with a null key. */
export interface CopySelector {
  readonly service: string;
  readonly key: string | null;
}

export interface CopySelection {
  readonly from: string;
  readonly sources: readonly CopySource[];
  /** Null: everything that was set by hand. */
  readonly only: readonly CopySelector[] | null;
}

/** What a copy comes to. */
export interface CopyPlan {
  readonly wanted: readonly WantedValue[];
  /** Left out, and why, for a person: `notes/LIMITS is owned by the definition of dev-emma`. */
  readonly skipped: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Without a selection everything goes that was set by hand, secrets too: what the definition gives comes with the definition.
 * A selected value goes whatever its source. Neither takes what the definition of the target owns.
 */
export function planCopy(to: Environment, { from, sources, only }: CopySelection): CopyPlan {
  const wanted: WantedValue[] = [];
  const skipped: string[] = [];
  const problems: Diagnostic[] = only ? unmatched(only, sources, from) : [];
  for (const { service, values } of sources) {
    for (const value of values) {
      if (value.value === null || !isChosen(service, value, only)) continue;
      const target = targetOf(to, { service, key: value.key });
      const explicit = only?.some((selector) => selector.service === service && selector.key === value.key) ?? false;
      if (!target.value && explicit) problems.push(...target.diagnostics);
      else if (!target.value) skipped.push(...target.diagnostics.map(({ message }) => message));
      else if (exposes(value, target.value)) problems.push(exposure(value, target.value, to));
      else wanted.push({ target: typed(target.value, value), value: value.value });
    }
  }
  return { wanted, skipped, problems };
}

function isChosen(service: string, { key, source }: ShownValue, only: readonly CopySelector[] | null): boolean {
  if (!only) return source === 'hand';
  return only.some((selector) => selector.service === service && (selector.key === null || selector.key === key));
}

/** A selected value that is not there. */
function unmatched(only: readonly CopySelector[], sources: readonly CopySource[], from: string): Diagnostic[] {
  return only.flatMap(({ service, key }) => {
    if (key === null) return [];
    const values = sources.find((source) => source.service === service)?.values ?? [];
    const present = values.filter(({ value }) => value !== null).map((value) => value.key);
    if (present.includes(key)) return [];
    return [diagnostic('OutputMissing', `${service}/${key} is not set in ${from}`, { hint: nameHint(key, present) })];
  });
}

/** True when a secret would become plain text. */
function exposes({ secret }: ShownValue, { kind }: ConfigTarget): boolean {
  return secret && kind === 'default';
}

function exposure({ key }: ShownValue, { service }: ConfigTarget, to: Environment): Diagnostic {
  const hint = 'declare it there with secret: true';
  return diagnostic('Protected', `${service}/${key} is a secret, but not in the definition of ${to.name}`, { hint });
}

/** A secret that the definition does not name stays a secret. */
function typed(target: ConfigTarget, { secret }: ShownValue): ConfigTarget {
  return secret && target.kind === 'undeclared' ? { ...target, type: 'SecureString' } : target;
}
