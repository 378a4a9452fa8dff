import { createHash } from 'node:crypto';
import { drop, own, put } from '../record.ts';
import { next } from '../state.ts';
import type { Actor, Bucket, ObjectVersion } from './store.ts';

interface ObjectContent {
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only for objects put together from parts. */
  readonly etag?: string;
}

/** The current version; undefined when there is none or it is a delete marker. */
export function currentObject(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = versionsOf(bucket, key)[0];
  return newest?.deleteMarker === true ? undefined : newest;
}

/** Newest first, delete markers included. */
export function versionsOf(bucket: Bucket, key: string): readonly ObjectVersion[] {
  return own(bucket.objects, key) ?? [];
}

export function bodyOf(version: ObjectVersion): Uint8Array {
  return Buffer.from(version.body, 'base64');
}

/** Writes an object; without versioning it replaces the one that is there. No condition is looked at. */
export function putObject(
  actor: Pick<Actor, 'state' | 'now'>,
  bucket: Bucket,
  key: string,
  content: ObjectContent,
): ObjectVersion {
  const version: ObjectVersion = {
    id: newVersionId(actor, bucket),
    deleteMarker: false,
    body: Buffer.from(content.body).toString('base64'),
    size: content.body.byteLength,
    etag: content.etag ?? createHash('md5').update(content.body).digest('hex'),
    modified: actor.now,
    headers: content.headers ?? {},
  };
  push(bucket, key, version);
  return version;
}

/**
 * Deletes without a version id, as S3 does: without versioning the object goes; with it a delete marker is put on top
 * (also when there was no such key). Answers the marker, if one was made.
 */
export function deleteObject(
  actor: Pick<Actor, 'state' | 'now'>,
  bucket: Bucket,
  key: string,
): ObjectVersion | undefined {
  if (bucket.versioning === null) {
    setVersions(bucket, key, []);
    return undefined;
  }
  const id = newVersionId(actor, bucket);
  const empty = { body: '', size: 0, etag: '', headers: {} };
  const marker: ObjectVersion = { ...empty, id, deleteMarker: true, modified: actor.now };
  push(bucket, key, marker);
  return marker;
}

/** Removes exactly one version for good; answers it, or undefined when there is none with that id. */
export function deleteVersion(bucket: Bucket, key: string, id: string): ObjectVersion | undefined {
  const versions = versionsOf(bucket, key);
  const found = versions.find((version) => version.id === id);
  if (found !== undefined)
    setVersions(
      bucket,
      key,
      versions.filter((version) => version !== found),
    );
  return found;
}

/** Without versioning, and while it is suspended, a write takes the place of the version with the id `null`. */
function push(bucket: Bucket, key: string, version: ObjectVersion): void {
  const others = versionsOf(bucket, key).filter((other) => other.id !== version.id);
  setVersions(bucket, key, [version, ...others]);
}

function setVersions(bucket: Bucket, key: string, versions: ObjectVersion[]): void {
  if (versions.length === 0) drop(bucket.objects, key);
  else put(bucket.objects, key, versions);
}

function newVersionId(actor: Pick<Actor, 'state'>, bucket: Bucket): string {
  if (bucket.versioning !== 'Enabled') return 'null';
  const seed = `s3-version-${String(next(actor.state))}`;
  return createHash('sha256').update(seed).digest('base64url').slice(0, 32);
}
