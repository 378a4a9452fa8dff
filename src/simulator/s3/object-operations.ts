import type { Call, WireResponse } from '../service.ts';
import { checkDigests, digestsOf } from './checksums.ts';
import { checkMatch, checkRead, checkWrite } from './conditions.ts';
import { headerNotImplemented, noSuchKey, noSuchVersion } from './faults.ts';
import { checkHeaders, encryptionHeaders, identity, keptHeaders, versionHeader } from './headers.ts';
import { bodyOf, currentObject, deleteObject, deleteVersion, putObject, versionsOf } from './objects.ts';
import { sliceOf } from './ranges.ts';
import type { S3Request } from './request.ts';
import type { Bucket, ObjectVersion } from './store.ts';
import { emptyAnswer } from './xml.ts';

/** An operation on one key of a bucket that exists and that the caller may work on. */
export type ObjectOperation = (bucket: Bucket, key: string, request: S3Request, call: Call) => WireResponse;

export const put: ObjectOperation = (bucket, key, request, call) => {
  checkHeaders(request.headers);
  checkWrite(request.headers, key, currentObject(bucket, key));
  checkDigests(request.headers, request.body);
  const version = putObject(call, bucket, key, { body: request.body, headers: keptHeaders(request.headers) });
  return emptyAnswer(200, {
    etag: `"${version.etag}"`,
    ...encryptionHeaders(bucket),
    ...versionHeader(bucket, version),
    ...digestsOf(version.headers),
  });
};

/** GET and HEAD; the kernel leaves out the body of the latter. */
export const get: ObjectOperation = (bucket, key, request) => {
  const version = requested(bucket, key, request.query['versionId'] ?? null);
  if (checkRead(request.headers, version) === 'unmodified') return emptyAnswer(304, identity(bucket, version));
  const part = sliceOf(request.headers['range'], version.size);
  const body = part === null ? bodyOf(version) : bodyOf(version).subarray(part.start, part.end + 1);
  const withDigests = part === null && request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  const others = Object.entries(version.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  const headers = {
    ...Object.fromEntries(others),
    ...identity(bucket, version),
    ...encryptionHeaders(bucket),
    ...(withDigests ? digestsOf(version.headers) : {}),
    'accept-ranges': 'bytes',
    'content-length': String(body.byteLength),
    ...(part === null
      ? {}
      : { 'content-range': `bytes ${String(part.start)}-${String(part.end)}/${String(version.size)}` }),
  };
  return { status: part === null ? 200 : 206, headers, body };
};

/** The current version, or the one with the id; a delete marker is no object. Throws NoSuchKey, NoSuchVersion. */
export function requested(bucket: Bucket, key: string, id: string | null): ObjectVersion {
  if (id === null || id === '') {
    const current = currentObject(bucket, key);
    if (current === undefined) throw noSuchKey(key);
    return current;
  }
  const version = versionsOf(bucket, key).find((one) => one.id === id);
  if (version === undefined || version.deleteMarker) throw noSuchVersion(key, id);
  return version;
}

/** Without `versionId` the object goes or a marker comes; with it that version goes for good. */
export const remove: ObjectOperation = (bucket, key, request, call) => {
  const expected = request.headers['if-match'];
  const id = request.query['versionId'];
  if (id && expected !== undefined) throw headerNotImplemented('If-Match');
  if (expected !== undefined) checkMatch(expected, key, currentObject(bucket, key));
  if (id) {
    const removed = deleteVersion(bucket, key, id);
    return emptyAnswer(204, {
      'x-amz-version-id': id,
      ...(removed?.deleteMarker === true ? { 'x-amz-delete-marker': 'true' } : {}),
    });
  }
  const marker = deleteObject(call, bucket, key);
  return emptyAnswer(204, marker === undefined ? {} : { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.id });
};
