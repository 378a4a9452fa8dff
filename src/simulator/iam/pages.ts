import { textOf, type Input } from '../input.ts';
import { validation } from './faults.ts';
import { wholeIn } from './fields.ts';

const USUAL = 100;
const MOST = 1000;

/** The items after Marker, at most MaxItems of them, with the members that every List operation of IAM answers. */
export function pageOf<T>(
  items: readonly T[],
  input: Input,
): { items: readonly T[]; IsTruncated: boolean; Marker?: string } {
  const start = startOf(textOf(input, 'Marker'));
  const end = start + (wholeIn(input, 'MaxItems', { min: 1, max: MOST }) ?? USUAL);
  const page = items.slice(start, end);
  if (end >= items.length) return { items: page, IsTruncated: false };
  return { items: page, IsTruncated: true, Marker: Buffer.from(`from:${String(end)}`).toString('base64') };
}

function startOf(marker: string | null): number {
  if (marker === null) return 0;
  const start = /^from:(\d+)$/.exec(Buffer.from(marker, 'base64').toString())?.[1];
  if (start === undefined) throw validation('Invalid Marker.');
  return Number(start);
}
