import { AwsFault } from '../service.ts';

/**
 * The bytes that a Range header asks for, both ends included; null for the whole object, which is also the answer to a
 * header of another form. Throws InvalidRange for a range beyond the end. Source: RFC 7233; GetObject.
 */
export function sliceOf(header: string | undefined, size: number): { start: number; end: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end) return { start, end };
  throw new AwsFault('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: size });
}
