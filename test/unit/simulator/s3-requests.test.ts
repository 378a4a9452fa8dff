import { describe, expect, it } from 'vitest';
import { decodeChunked } from '../../../src/simulator/s3/chunked.ts';
import { locate } from '../../../src/simulator/s3/request.ts';

describe('the bucket and key of a request', () => {
  it.each([
    ['s3.eu-west-1.amazonaws.com', '/', null, null],
    ['s3.amazonaws.com', '/bucket', 'bucket', null],
    ['s3.eu-west-1.amazonaws.com', '/bucket/', 'bucket', null],
    ['127.0.0.1', '/bucket/a/b%20c', 'bucket', 'a/b c'],
    ['localhost', '/bucket/k', 'bucket', 'k'],
    ['bucket.localhost', '/k', 'bucket', 'k'],
    ['bucket.s3.amazonaws.com', '/a/b', 'bucket', 'a/b'],
    ['bucket.s3.eu-west-1.amazonaws.com', '/', 'bucket', null],
    ['bucket.s3.dualstack.eu-west-1.amazonaws.com', '/k', 'bucket', 'k'],
    ['my.s3.logs.s3.eu-west-1.amazonaws.com', '/k', 'my.s3.logs', 'k'],
    ['bucket.s3.cn-north-1.amazonaws.com.cn', '/k', 'bucket', 'k'],
    ['bucket.s3.eu-west-1.amazonaws.com', '//k+1', 'bucket', '/k+1'],
    ['127.0.0.1', '/bucket/100%', 'bucket', '100%'],
  ])('%s %s', (hostname, path, bucket, key) => {
    expect(locate(hostname, path)).toEqual({ bucket, key });
  });
});

describe('a body in chunks', () => {
  const decode = (text: string) => {
    const { body, trailers } = decodeChunked(Buffer.from(text));
    return { body: Buffer.from(body).toString(), trailers };
  };

  it('is put together, signatures left out, trailers read', () => {
    const text =
      '5;chunk-signature=abc\r\nhello\r\nA\r\n, \r\nworld!\r\n0\r\nx-amz-checksum-crc32:AAAA\r\nX-Amz-Trailer-Signature:def\r\n\r\n';
    const trailers = { 'x-amz-checksum-crc32': 'AAAA', 'x-amz-trailer-signature': 'def' };
    expect(decode(text)).toEqual({ body: 'hello, \r\nworld!', trailers });
  });

  it('may be empty', () => {
    expect(decode('0\r\n\r\n')).toEqual({ body: '', trailers: {} });
  });
});
