import { textOf, wholeOf, type Input } from '../input.ts';
import { invalidInput } from './faults.ts';

const PAGE = 20;

interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly NextToken: string | undefined;
}

/**
 * One page of a list, MaxResults (at most 20) items long. The token names the last item of the page, so that a list which
 * grows or shrinks between two pages neither repeats nor skips the others.
 */
export function pageOf<T extends { readonly id: string }>(all: readonly T[], input: Input): Page<T> {
  const count = wholeOf(input, 'MaxResults') ?? PAGE;
  if (count < 1) throw invalidInput('MIN_VALUE_EXCEEDED', 'MaxResults is less than 1.');
  if (count > PAGE) throw invalidInput('MAX_VALUE_EXCEEDED', `MaxResults is more than ${String(PAGE)}.`);
  const start = startOf(all, textOf(input, 'NextToken'));
  const items = all.slice(start, start + count);
  const last = items.at(-1);
  const more = start + count < all.length && last !== undefined;
  return { items, NextToken: more ? Buffer.from(`after/${last.id}`).toString('base64url') : undefined };
}

function startOf(all: readonly { readonly id: string }[], token: string | null): number {
  if (token === null) return 0;
  const last = /^after\/(.+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  const index = all.findIndex(({ id }) => id === last);
  if (index < 0) throw invalidInput('INVALID_NEXT_TOKEN', 'You specified a NextToken that is not valid.');
  return index + 1;
}
