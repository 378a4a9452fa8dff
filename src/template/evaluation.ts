import type { Json } from '../model/json.ts';
import { isList } from './tree.ts';

/** What evaluating a part of a template gives. */
export type Evaluation =
  | { readonly kind: 'known'; readonly value: Json }
  /** Why not, each one thing as it is called in a message: `parameter Stage`, `Table.Arn`. */
  | { readonly kind: 'unknown'; readonly because: readonly string[] }
  /** `AWS::NoValue`: the member or item that holds it is left out. */
  | { readonly kind: 'absent' };

export function known(value: Json): Evaluation {
  return { kind: 'known', value };
}

export function unknown(...because: readonly string[]): Evaluation {
  return { kind: 'unknown', because: [...new Set(because)] };
}

/** The text of a value: CloudFormation treats numbers and booleans as text. Null for lists, maps and what is not known. */
export function textOf(evaluation: Evaluation): string | null {
  if (evaluation.kind !== 'known') return null;
  const { value } = evaluation;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The items of a list; null for everything else. */
export function listOf(evaluation: Evaluation): readonly Json[] | null {
  return evaluation.kind === 'known' && isList(evaluation.value) ? evaluation.value : null;
}

/** Why values are not known. `malformed` says what is wrong when all of them are known, but not of the kind that is wanted. */
export function whyNot(evaluations: readonly Evaluation[], malformed: string): Evaluation {
  const because = evaluations.flatMap((evaluation) => (evaluation.kind === 'unknown' ? evaluation.because : []));
  return unknown(...(because.length > 0 ? because : [malformed]));
}

/** The values of a list or map when all are known; an unknown one makes the whole unknown; absent ones are left out. */
export function collect<K>(
  evaluations: readonly (readonly [K, Evaluation])[],
): { entries: [K, Json][] } | { because: string[] } {
  const entries: [K, Json][] = [];
  const because: string[] = [];
  for (const [key, evaluation] of evaluations) {
    if (evaluation.kind === 'known') entries.push([key, evaluation.value]);
    else if (evaluation.kind === 'unknown') because.push(...evaluation.because);
  }
  return because.length > 0 ? { because } : { entries };
}
