import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsFault } from '../service.ts';

type Headers = Readonly<Record<string, string>>;

/** Those that Node can work out. The others (CRC32C, CRC64NVME) are believed. */
const DIGESTS: Readonly<Record<string, (body: Uint8Array) => string>> = {
  'content-md5': (body) => createHash('md5').update(body).digest('base64'),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
  'x-amz-checksum-crc32': (body) => {
    const digest = Buffer.alloc(4);
    digest.writeUInt32BE(crc32(body));
    return digest.toString('base64');
  },
};

/** Throws BadDigest when the body is not what its checksum says. */
export function checkDigests(headers: Headers, body: Uint8Array): void {
  for (const [name, digest] of Object.entries(DIGESTS)) {
    const expected = headers[name];
    if (expected === undefined || expected === digest(body)) continue;
    const algorithm = name === 'content-md5' ? 'Content-MD5' : name.replace('x-amz-checksum-', '').toUpperCase();
    throw new AwsFault('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

/** The checksum headers of a stored object, as they come back with it. */
export function digestsOf(headers: Headers): Record<string, string> {
  const digests = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-checksum-'));
  return digests.length === 0 ? {} : { ...Object.fromEntries(digests), 'x-amz-checksum-type': 'FULL_OBJECT' };
}
