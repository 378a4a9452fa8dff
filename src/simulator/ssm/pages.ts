import { textOf, wholeOf, type Input } from '../input.ts';
import { AwsFault } from '../service.ts';
import { invalid } from './rules.ts';

/** The items from NextToken on, at most MaxResults of them, and the token of the next page. Throws InvalidNextToken. */
export function pageOf<T>(
  items: readonly T[],
  input: Input,
  size: { readonly limit: number; readonly usual: number },
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const count = wholeOf(input, 'MaxResults') ?? size.usual;
  if (count < 1 || count > size.limit) throw outOfRange(count, size.limit);
  const start = startOf(textOf(input, 'NextToken'));
  const end = start + count;
  return { items: items.slice(start, end), nextToken: end < items.length ? tokenFor(end) : undefined };
}

function tokenFor(start: number): string {
  return Buffer.from(`from:${String(start)}`).toString('base64');
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const start = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (start === undefined) throw new AwsFault('InvalidNextToken', 'The specified token is not valid.');
  return Number(start);
}

function outOfRange(count: number, limit: number): AwsFault {
  const bound = count < 1 ? 'greater than or equal to 1' : `less than or equal to ${String(limit)}`;
  return invalid(
    `1 validation error detected: Value '${String(count)}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
  );
}
