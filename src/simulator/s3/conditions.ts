import { headerNotImplemented, noSuchKey, preconditionFailed } from './faults.ts';
import type { ObjectVersion } from './store.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Throws unless the conditions of a write hold for the current object. If-None-Match takes nothing but `*`. If-Match on a
 * key without an object is NoSuchKey. Source: "How to prevent object overwrites with conditional writes", S3 user guide.
 */
export function checkWrite(headers: Headers, key: string, current: ObjectVersion | undefined): void {
  const absent = headers['if-none-match'];
  if (absent !== undefined && absent !== '*') throw headerNotImplemented('If-None-Match');
  if (absent !== undefined && current !== undefined) throw preconditionFailed('If-None-Match');
  const expected = headers['if-match'];
  if (expected !== undefined) checkMatch(expected, key, current);
}

/** The condition of a delete: an ETag, or `*` for any object. */
export function checkMatch(expected: string, key: string, current: ObjectVersion | undefined): void {
  if (current === undefined) throw noSuchKey(key);
  if (!matches(expected, current.etag)) throw preconditionFailed('If-Match');
}

/**
 * The conditions of a read: throws PreconditionFailed, or answers `unmodified` when 304 is due. If-Match wins over
 * If-Unmodified-Since, If-None-Match over If-Modified-Since. Source: GetObject, S3 API reference; RFC 7232.
 */
export function checkRead(headers: Headers, current: ObjectVersion): 'send' | 'unmodified' {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match !== undefined && !matches(match, current.etag)) throw preconditionFailed('If-Match');
  const before = timeOf(headers['if-unmodified-since']);
  if (match === undefined && before !== null && seconds(current) > before)
    throw preconditionFailed('If-Unmodified-Since');
  if (noneMatch !== undefined) return matches(noneMatch, current.etag) ? 'unmodified' : 'send';
  const since = timeOf(headers['if-modified-since']);
  return since !== null && seconds(current) <= since ? 'unmodified' : 'send';
}

function matches(expected: string, etag: string): boolean {
  const wanted = expected.split(',').map((one) => one.trim().replaceAll('"', ''));
  return wanted.includes('*') || wanted.includes(etag);
}

/** Last-Modified knows no fractions of a second. */
function seconds(version: ObjectVersion): number {
  return Math.floor(version.modified / 1000) * 1000;
}

function timeOf(header: string | undefined): number | null {
  const time = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(time) ? null : time;
}
