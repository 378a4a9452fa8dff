import type { WireRequest } from './service.ts';

/** Who signed a request and for what, as its signature says; the signature itself is not checked. */
export interface Scope {
  readonly accessKey: string;
  readonly region: string;
  /** Name by which the service is signed for, e.g. `servicequotas`; S3 Control signs as `s3`. */
  readonly service: string;
  readonly token: string | null;
}

/** From the Authorization header, or from the query of a presigned URL; null for a request that nobody signed. */
export function scopeOf(request: WireRequest): Scope | null {
  const header = /Credential=([^,\s]+)/.exec(request.headers['authorization'] ?? '')?.[1];
  const credential = header ?? request.query['X-Amz-Credential'] ?? '';
  const [accessKey, , region, service] = credential.split('/');
  if (!accessKey || !region || !service) return null;
  const token = request.headers['x-amz-security-token'] ?? request.query['X-Amz-Security-Token'] ?? null;
  return { accessKey, region, service, token };
}
