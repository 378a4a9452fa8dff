/** A policy as data: IAM answers with documents percent-encoded (RFC 3986). */
export function documentOf(text: string | undefined): object {
  const document: unknown = JSON.parse(decodeURIComponent(text ?? '%7B%7D'));
  return typeof document === 'object' && document !== null ? document : {};
}
