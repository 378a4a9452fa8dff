import { textOf, type Input } from '../input.ts';
import { validationError } from './faults.ts';

const PAGE = 100;

/**
 * One page of a list, and the token of the next. CloudFormation's pages hold a megabyte or a hundred items; here it is
 * always a hundred.
 */
export function page<T>(items: readonly T[], input: Input): { items: T[]; NextToken: string | undefined } {
  const start = offsetOf(textOf(input, 'NextToken'));
  const end = start + PAGE;
  return { items: items.slice(start, end), NextToken: end < items.length ? tokenOf(end) : undefined };
}

function tokenOf(offset: number): string {
  return Buffer.from(`page/${String(offset)}`).toString('base64url');
}

function offsetOf(token: string | null): number {
  if (token === null) return 0;
  const offset = /^page\/(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) throw validationError(`Invalid NextToken: ${token}`);
  return Number(offset);
}
