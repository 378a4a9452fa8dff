import { invalidArgument } from './faults.ts';
import { currentObject, versionsOf } from './objects.ts';
import type { ObjectVersion } from './store.ts';
import type { S3Request } from './request.ts';
import type { Bucket } from './store.ts';

/** One line of a listing: a version of an object, or (without one) a common prefix that stands for all keys below it. */
export interface Entry {
  readonly key: string;
  readonly version: ObjectVersion | null;
  /** False for what is not the newest of its key. */
  readonly latest: boolean;
}

type Query = S3Request['query'];

/** The current objects below the query's prefix, in the order of the keys' bytes, rolled up at its delimiter. */
export function objectEntries(bucket: Bucket, query: Query): Entry[] {
  return entries(bucket, query, (key) => {
    const version = currentObject(bucket, key);
    return version === undefined ? [] : [version];
  });
}

/** The same for every version and delete marker; the versions of a key newest first. */
export function versionEntries(bucket: Bucket, query: Query): Entry[] {
  return entries(bucket, query, (key) => versionsOf(bucket, key));
}

function entries(bucket: Bucket, query: Query, versions: (key: string) => readonly ObjectVersion[]): Entry[] {
  const result: Entry[] = [];
  for (const key of keysBelow(bucket, query['prefix'] ?? '', query['start-after'] ?? '')) {
    const found = versions(key);
    const common = commonPrefix(key, query['prefix'] ?? '', query['delimiter'] ?? '');
    if (common === null) result.push(...found.map((version, index) => ({ key, version, latest: index === 0 })));
    else if (found.length > 0 && result.at(-1)?.key !== common)
      result.push({ key: common, version: null, latest: true });
  }
  return result;
}

function keysBelow(bucket: Bucket, prefix: string, after: string): string[] {
  return Object.keys(bucket.objects)
    .filter((key) => key.startsWith(prefix) && compareKeys(key, after) > 0)
    .sort(compareKeys);
}

/** Keys are listed in the order of their UTF-8 bytes, which is not that of JavaScript's strings. */
export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | null {
  if (delimiter === '') return null;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? null : key.slice(0, at + delimiter.length);
}

const MAX_KEYS = 1000;

/** How many entries an answer may have. More than 1,000 are never given, whatever is asked for. */
export function maxKeys(query: Query): number {
  const asked = query['max-keys'] ?? String(MAX_KEYS);
  if (/^\d+$/.test(asked)) return Math.min(Number(asked), MAX_KEYS);
  throw invalidArgument('Provided max-keys not an integer or within integer range', 'max-keys', asked);
}
