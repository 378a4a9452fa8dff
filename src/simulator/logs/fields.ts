import { textOf, wholeOf, type Input } from '../input.ts';
import { AwsFault } from '../service.ts';

/** Throws InvalidParameterException when the member is not there. */
export function required(input: Input, key: string): string {
  const value = textOf(input, key);
  if (value === null || value === '') throw invalid(`Value at '${key}' failed to satisfy constraint: must not be null`);
  return value;
}

export function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}

/** One page from `nextToken` on, at most `limit` items. */
export function pageOf<T>(
  items: readonly T[],
  input: Input,
  most: number,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const limit = wholeOf(input, 'limit') ?? most;
  if (limit < 1 || limit > most) throw invalid(`Value '${limit}' at 'limit' must be from 1 to ${most}`);
  const token = textOf(input, 'nextToken');
  const start = token === null ? 0 : Number(/^from:(\d+)$/.exec(token)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalid('The specified nextToken is invalid.');
  const end = start + limit;
  return { items: items.slice(start, end), nextToken: end < items.length ? `from:${end}` : undefined };
}
