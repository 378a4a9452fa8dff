/**
 * The `aws-chunked` coding in which SDKs send streams: chunks of `<hex size>[;chunk-signature=…]\r\n<data>\r\n`, ended by
 * one of size 0 and, for the `…-TRAILER` forms, by trailing headers such as the checksum. Signatures are not checked.
 * Source: "Signature calculations for the Authorization header: transferring payload in multiple chunks", S3 API reference.
 */
export function isChunked(headers: Readonly<Record<string, string>>): boolean {
  return (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
}

export function decodeChunked(coded: Uint8Array): { body: Uint8Array; trailers: Record<string, string> } {
  const buffer = Buffer.from(coded);
  const chunks: Buffer[] = [];
  let at = 0;
  while (at < buffer.length) {
    const lineEnd = buffer.indexOf('\r\n', at);
    if (lineEnd === -1) break;
    const size = Number.parseInt(buffer.toString('latin1', at, lineEnd), 16);
    at = lineEnd + 2;
    if (!(size > 0)) break;
    chunks.push(buffer.subarray(at, at + size));
    at += size + 2;
  }
  return { body: Buffer.concat(chunks), trailers: trailersIn(buffer.toString('latin1', at)) };
}

function trailersIn(text: string): Record<string, string> {
  const trailers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}
