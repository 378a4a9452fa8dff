import { headerNotImplemented } from './faults.ts';
import type { ObjectVersion } from './store.ts';
import type { Bucket } from './store.ts';

type Headers = Readonly<Record<string, string>>;

/** Headers that change what a write means and that the simulator would otherwise pretend to know. */
const UNKNOWN =
  /^x-amz-(copy-source-.+|tagging|server-side-encryption-customer-.+|object-lock-.+|grant-.+|write-offset-.+)$/;
const KEPT =
  /^(content-type|cache-control|content-disposition|content-language|expires|x-amz-meta-.+|x-amz-website-redirect-location|x-amz-checksum-.+)$/;

/** Throws S3's own NotImplemented for a header whose feature is not there. */
export function checkHeaders(headers: Headers): void {
  const unknown = Object.keys(headers).find((name) => UNKNOWN.test(name));
  if (unknown !== undefined) throw headerNotImplemented(unknown);
}

/** What of a write's headers comes back with the object. `aws-chunked` is the transfer's coding, not the object's. */
export function keptHeaders(headers: Headers): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name) && !isRequest(name)));
  const coding = (headers['content-encoding'] ?? '').split(',').map((one) => one.trim());
  const encoding = coding.filter((one) => one !== '' && one !== 'aws-chunked').join(',');
  return {
    'content-type': 'binary/octet-stream',
    ...kept,
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
  };
}

/** Which checksum is meant, rather than a checksum. */
function isRequest(name: string): boolean {
  return /^x-amz-checksum-(algorithm|type|mode)$/.test(name);
}

/** What every answer about one version says. */
export function identity(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modified).toUTCString(),
    ...versionHeader(bucket, version),
  };
}

/** A bucket that never had versioning names no versions. */
export function versionHeader(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return bucket.versioning === null ? {} : { 'x-amz-version-id': version.id };
}

export function encryptionHeaders({ encryption }: Bucket): Record<string, string> {
  return {
    'x-amz-server-side-encryption': encryption.algorithm,
    ...(encryption.kmsKey === null ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': encryption.kmsKey }),
  };
}
