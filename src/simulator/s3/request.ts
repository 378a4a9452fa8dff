import type { WireRequest } from '../service.ts';
import { decodeChunked, isChunked } from './chunked.ts';

/** A request after finding out which bucket and object it is for, and taking its body out of any transfer coding. */
export interface S3Request {
  readonly method: string;
  /** Null: the request is for the service itself. */
  readonly bucket: string | null;
  /** Null: the request is for the bucket. */
  readonly key: string | null;
  readonly query: Readonly<Record<string, string | null>>;
  /** Names in lower case; trailers of a chunked body are among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export function parseRequest(request: WireRequest): S3Request {
  const content = isChunked(request.headers) ? decodeChunked(request.body) : { body: request.body, trailers: {} };
  return {
    method: request.method,
    ...locate(request.hostname, request.path),
    query: request.query,
    headers: { ...request.headers, ...content.trailers },
    body: content.body,
  };
}

const AWS_HOST = /^(?:(.+)\.)?s3(?:[.-](?:dualstack\.|fips\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;
const LOCAL_HOST = /^(.+)\.localhost$/;

/** Bucket and key of a URL's host and (still encoded) path, virtual-hosted or path style. */
export function locate(hostname: string, path: string): { bucket: string | null; key: string | null } {
  const host = (AWS_HOST.exec(hostname) ?? LOCAL_HOST.exec(hostname))?.[1];
  const rest = path.replace(/^\//, '');
  if (host !== undefined) return { bucket: host, key: keyOf(rest) };
  const slash = rest.indexOf('/');
  if (slash === -1) return { bucket: keyOf(rest), key: null };
  return { bucket: keyOf(rest.slice(0, slash)), key: keyOf(rest.slice(slash + 1)) };
}

function keyOf(encoded: string): string | null {
  if (encoded === '') return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
