import { elements } from '../protocols/xml.ts';
import { canonicalUser } from './bucket-operations.ts';
import { compareKeys, maxKeys, objectEntries, versionEntries, type Entry } from './entries.ts';
import { invalidArgument } from './faults.ts';
import type { S3Request } from './request.ts';
import type { BucketOperation } from './settings.ts';
import type { Bucket } from './store.ts';
import { repeated, xmlAnswer } from './xml.ts';

type Query = S3Request['query'];

/** ListObjectsV2. The token holds the last key given. */
export const listObjects: BucketOperation = (bucket, { query }) => {
  const token = query['continuation-token'] ?? undefined;
  const after = token === undefined ? '' : keyIn(token);
  const rest = objectEntries(bucket, query).filter(({ key }) => after === '' || compareKeys(key, after) > 0);
  const page = rest.slice(0, maxKeys(query));
  const encode = encoderFor(query);
  const head = {
    ...commonHead(bucket, query),
    KeyCount: page.length,
    IsTruncated: isTruncated(rest, page),
    ContinuationToken: token,
    NextContinuationToken: isTruncated(rest, page) ? tokenFor(page.at(-1)?.key ?? '') : undefined,
    StartAfter: query['start-after'] ? encode(query['start-after']) : undefined,
  };
  const contents = page.filter(({ version }) => version !== null).map((entry) => presentObject(entry, encode));
  return xmlAnswer(
    'ListBucketResult',
    elements(head, 'member') + repeated('Contents', contents) + prefixesOf(page, encode),
  );
};

/** ListObjectVersions. The two markers name the last version given. */
export const listVersions: BucketOperation = (bucket, { query }) => {
  const rest = afterMarkers(versionEntries(bucket, query), query);
  const page = rest.slice(0, maxKeys(query));
  const encode = encoderFor(query);
  const last = isTruncated(rest, page) ? page.at(-1) : undefined;
  const head = {
    ...commonHead(bucket, query),
    IsTruncated: last !== undefined,
    KeyMarker: encode(query['key-marker'] ?? ''),
    VersionIdMarker: query['version-id-marker'] ?? '',
    NextKeyMarker: last === undefined ? undefined : encode(last.key),
    NextVersionIdMarker: last?.version?.id,
  };
  const versions = page.filter(({ version }) => version?.deleteMarker === false);
  const markers = page.filter(({ version }) => version?.deleteMarker === true);
  const owner = { Owner: { ID: canonicalUser(bucket.account) } };
  const shown = [
    repeated(
      'Version',
      versions.map((entry) => ({ ...presentVersion(entry, encode), ...presentContent(entry), ...owner })),
    ),
    repeated(
      'DeleteMarker',
      markers.map((entry) => ({ ...presentVersion(entry, encode), ...owner })),
    ),
  ];
  return xmlAnswer('ListVersionsResult', elements(head, 'member') + shown.join('') + prefixesOf(page, encode));
};

function commonHead(bucket: Bucket, query: Query): Record<string, unknown> {
  const encode = encoderFor(query);
  return {
    Name: bucket.name,
    Prefix: encode(query['prefix'] ?? ''),
    Delimiter: query['delimiter'] ? encode(query['delimiter']) : undefined,
    MaxKeys: maxKeys(query),
    EncodingType: query['encoding-type'] ?? undefined,
  };
}

/** Asked for no keys at all, S3 calls the listing complete. */
function isTruncated(rest: readonly Entry[], page: readonly Entry[]): boolean {
  return page.length > 0 && rest.length > page.length;
}

function afterMarkers(entries: Entry[], query: Query): Entry[] {
  const key = query['key-marker'] ?? '';
  const id = query['version-id-marker'] ?? '';
  if (key === '') return entries;
  const at = entries.findIndex((entry) => entry.key === key && entry.version?.id === id);
  if (id !== '' && at !== -1) return entries.slice(at + 1);
  return entries.filter((entry) => compareKeys(entry.key, key) > 0);
}

type Encode = (text: string) => string;

function presentObject(entry: Entry, encode: Encode): Record<string, unknown> {
  return { Key: encode(entry.key), LastModified: modified(entry), ...presentContent(entry) };
}

function presentVersion(entry: Entry, encode: Encode): Record<string, unknown> {
  return {
    Key: encode(entry.key),
    VersionId: entry.version?.id,
    IsLatest: entry.latest,
    LastModified: modified(entry),
  };
}

function presentContent({ version }: Entry): Record<string, unknown> {
  return { ETag: `"${version?.etag ?? ''}"`, Size: version?.size, StorageClass: 'STANDARD' };
}

/** Whole seconds, as in Last-Modified. */
function modified({ version }: Entry): Date {
  return new Date(Math.floor((version?.modified ?? 0) / 1000) * 1000);
}

function prefixesOf(page: readonly Entry[], encode: Encode): string {
  const prefixes = page.filter(({ version }) => version === null);
  return repeated(
    'CommonPrefixes',
    prefixes.map(({ key }) => ({ Prefix: encode(key) })),
  );
}

/** With `encoding-type=url`, as botocore asks, keys are percent-encoded but for their slashes. */
function encoderFor(query: Query): Encode {
  if (query['encoding-type'] !== 'url') return (text) => text;
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
}

function tokenFor(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64');
}

function keyIn(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
