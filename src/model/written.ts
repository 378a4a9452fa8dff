import { sha256 } from './digest.ts';

/**
 * What a deployment left, or was about to leave, of one run-time parameter. A version alone would not do: a parameter that is
 * deleted and made again begins at 1. Values of definitions only: a secret is never noted, not even its digest.
 */
export interface WrittenValue {
  readonly version: number;
  /** SHA-256 of the value; null in notes of the form without it, which stand for every version up to theirs. */
  readonly digest: string | null;
}

/** By `<region>:<name>`. More than one where a run may have died between noting and writing. */
export type Written = Readonly<Record<string, readonly WrittenValue[]>>;

/** How a value is noted. */
export function noteOf({ version, value }: { readonly version: number; readonly value: string }): WrittenValue {
  return { version, digest: sha256(value) };
}

/** True for a parameter that no deployment left as it is: somebody set it by hand. */
export function isSetByHand(
  { version, value }: { readonly version: number; readonly value: string },
  notes: readonly WrittenValue[] = [],
): boolean {
  return !notes.some((note) =>
    note.digest === null ? version <= note.version : version === note.version && sha256(value) === note.digest,
  );
}
