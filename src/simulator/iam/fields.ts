import { textOf, wholeOf, type Input } from '../input.ts';
import { outOfBounds } from './faults.ts';

/** A member that must be there. */
export function required(input: Input, key: string): string {
  const value = textOf(input, key);
  if (value === null || value === '') throw outOfBounds(memberOf(key), null, 'not be null');
  return value;
}

/** A name of a role or policy, at most `longest` characters. */
export function nameIn(input: Input, key: string, longest: number): string {
  const name = required(input, key);
  if (name.length > longest)
    throw outOfBounds(memberOf(key), name, `have length less than or equal to ${String(longest)}`);
  if (!/^[\w+=,.@-]+$/.test(name))
    throw outOfBounds(memberOf(key), name, String.raw`satisfy regular expression pattern: [\w+=,.@-]+`);
  return name;
}

/** `/` unless given; begins and ends with a slash. */
export function pathIn(input: Input): string {
  const path = textOf(input, 'Path') ?? '/';
  if (/^\/([!-~]*\/)?$/.test(path)) return path;
  throw outOfBounds('path', path, 'begin and end with / and contain only alphanumeric characters and/or / characters.');
}

/** A whole number within bounds; null when it is left out. */
export function wholeIn(
  input: Input,
  key: string,
  bounds: { readonly min: number; readonly max: number },
): number | null {
  const text = textOf(input, key);
  if (text === null) return null;
  const value = wholeOf(input, key) ?? Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  const rule =
    value > bounds.max
      ? `less than or equal to ${String(bounds.max)}`
      : `greater than or equal to ${String(bounds.min)}`;
  throw outOfBounds(memberOf(key), text, `have value ${rule}`);
}

function memberOf(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
