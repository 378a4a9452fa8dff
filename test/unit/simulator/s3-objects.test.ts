import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusal, storageWorld, type StorageWorld } from './storage-world.ts';

const Bucket = 'artifacts';

let world: StorageWorld;
let s3: S3Client;
beforeEach(async () => {
  world = storageWorld();
  s3 = new S3Client(world.client());
  await s3.send(new CreateBucketCommand({ Bucket }));
});

async function put(Key: string, Body: string | Uint8Array = 'x'): Promise<string | undefined> {
  return (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
}

async function text(Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }),
  );
  return Body?.transformToString();
}

function version(Status: 'Enabled' | 'Suspended'): Promise<unknown> {
  return s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

describe('an object', () => {
  it('comes back with what was said of it', async () => {
    const Metadata = { digest: 'abc' };
    const written = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a',
        Body: 'hello',
        ContentType: 'text/plain',
        CacheControl: 'no-store',
        Metadata,
      }),
    );
    expect(written).toMatchObject({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      ServerSideEncryption: 'AES256',
      ChecksumCRC32: 'NhCmhg==',
    });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ETag: written.ETag,
      Metadata,
      LastModified: new Date('2026-11-21T12:00:00Z'),
    });
    expect(await text('a')).toBe('hello');
  });

  it('is replaced without a trace', async () => {
    await put('a', 'one');
    await put('a', 'two');
    expect(await text('a')).toBe('two');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([['null', true]]);
  });

  it('is not found when absent, nor is its bucket', async () => {
    expect(await refusal(text('absent'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
    expect(await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'absent' })))).toMatchObject({
      name: 'NotFound',
      status: 404,
    });
    expect(await refusal(s3.send(new GetObjectCommand({ Bucket: 'no-such', Key: 'a' })))).toMatchObject({
      name: 'NoSuchBucket',
      status: 404,
    });
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'absent' }))).resolves.toBeDefined();
  });

  it('is sent in chunks with its checksum behind, when it is a stream', async () => {
    const Body = Readable.from(['first ', 'second ', 'third']);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 18 }));
    expect(await text('stream')).toBe('first second third');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'stream' }))).ContentEncoding).toBeUndefined();
  });

  it('is refused when it is not what its checksum says', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumSHA256: 'AAAA' });
    expect(await refusal(s3.send(command))).toMatchObject({ name: 'BadDigest', status: 400 });
    expect(
      await refusal(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ContentMD5: 'AAAA' }))),
    ).toMatchObject({ name: 'BadDigest' });
    expect(await refusal(text('a'))).toMatchObject({ name: 'NoSuchKey' });
  });

  it.each([
    { range: 'bytes=0-1', part: 'he', header: 'bytes 0-1/5' },
    { range: 'bytes=3-', part: 'lo', header: 'bytes 3-4/5' },
    { range: 'bytes=-2', part: 'lo', header: 'bytes 3-4/5' },
    { range: 'bytes=3-99', part: 'lo', header: 'bytes 3-4/5' },
  ])('is given in part: $range', async ({ range, part, header }) => {
    await put('a', 'hello');
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range: range }));
    expect(await answer.Body?.transformToString()).toBe(part);
    expect(answer.ContentRange).toBe(header);
  });

  it('has no part beyond its end', async () => {
    await put('a', 'hello');
    expect(await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=5-' })))).toMatchObject({
      name: 'InvalidRange',
      status: 416,
    });
  });

  it('is copied with its metadata or with new ones, but not onto itself', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a b', Body: 'x', Metadata: { digest: '1' } }));
    const copy = (Key: string, MetadataDirective?: 'REPLACE') =>
      s3.send(
        new CopyObjectCommand({
          Bucket,
          Key,
          CopySource: `${Bucket}/a%20b`,
          MetadataDirective,
          Metadata: { digest: '2' },
        }),
      );
    expect((await copy('c')).CopyObjectResult?.ETag).toBe('"9dd4e461268c8034f5c8564e155c67a6"');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'c' }))).Metadata).toEqual({ digest: '1' });
    expect(await refusal(copy('a b'))).toMatchObject({ name: 'InvalidRequest', status: 400 });
    await copy('a b', 'REPLACE');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'a b' }))).Metadata).toEqual({ digest: '2' });
  });

  it('is not written with a pretended success', async () => {
    const tagged = new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Tagging: 'a=b' });
    expect(await refusal(s3.send(tagged))).toMatchObject({ name: 'NotImplemented', status: 501 });
  });

  it('keeps any key and any bytes', async () => {
    const key = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((one) => !/^\.{1,2}$|(^|\/)\.{1,2}(\/|$)/.test(one));
    await fc.assert(
      fc.asyncProperty(key, fc.uint8Array({ maxLength: 300 }), async (Key, body) => {
        await put(Key, body);
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        expect(await Body?.transformToByteArray()).toEqual(body);
      }),
      { numRuns: 60 },
    );
  });
});

describe('versions', () => {
  beforeEach(() => version('Enabled'));

  it('are kept, read by id, and hidden by a delete marker', async () => {
    const first = await put('a', 'one');
    const second = await put('a', 'two');
    expect(first).not.toBe(second);
    expect(await text('a', first)).toBe('one');
    const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(deleted.DeleteMarker).toBe(true);
    expect(await refusal(text('a'))).toMatchObject({ name: 'NoSuchKey' });
    expect(await text('a', second)).toBe('two');
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second, false],
      [first, false],
    ]);
    expect(DeleteMarkers).toMatchObject([{ Key: 'a', VersionId: deleted.VersionId, IsLatest: true }]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: deleted.VersionId }));
    expect(await text('a')).toBe('two');
    expect(await refusal(text('a', 'none'))).toMatchObject({ name: 'NoSuchVersion', status: 404 });
  });

  it('keep a bucket from going until the last is deleted', async () => {
    await put('a');
    await put('b');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(await refusal(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({ name: 'BucketNotEmpty' });
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(3);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('give way to the null version once versioning is suspended', async () => {
    const kept = await put('a', 'kept');
    await version('Suspended');
    expect(await put('a', 'first null')).toBe('null');
    await put('a', 'second null');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept]);
    expect(await text('a')).toBe('second null');
  });

  it('are listed page by page', async () => {
    for (const key of ['a', 'a', 'b', 'c']) await put(key);
    const seen: string[] = [];
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, KeyMarker, VersionIdMarker }));
      seen.push(...(page.Versions ?? []).map(({ Key }) => Key ?? ''));
      ({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page);
    } while (KeyMarker !== undefined);
    expect(seen).toEqual(['a', 'a', 'b', 'c']);
  });
});

describe('a listing', () => {
  const list = async (input: Partial<ConstructorParameters<typeof ListObjectsV2Command>[0]>) => {
    const {
      Contents = [],
      CommonPrefixes = [],
      KeyCount,
    } = await s3.send(new ListObjectsV2Command({ Bucket, ...input }));
    return { keys: Contents.map(({ Key }) => Key), prefixes: CommonPrefixes.map(({ Prefix }) => Prefix), KeyCount };
  };

  it('is in the order of the bytes', async () => {
    for (const key of ['b', 'a/2', 'a-1', 'ä', '😀', '\uFFEE', 'Z']) await put(key);
    expect((await list({})).keys).toEqual(['Z', 'a-1', 'a/2', 'b', 'ä', '\uFFEE', '😀']);
  });

  it('rolls up at a delimiter below a prefix', async () => {
    for (const key of ['log/1', 'log/2', 'log/old/1', 'logs', 'other']) await put(key);
    expect(await list({ Prefix: 'log/', Delimiter: '/' })).toEqual({
      keys: ['log/1', 'log/2'],
      prefixes: ['log/old/'],
      KeyCount: 3,
    });
    expect(await list({ Delimiter: '/' })).toEqual({ keys: ['logs', 'other'], prefixes: ['log/'], KeyCount: 3 });
    expect((await list({ StartAfter: 'log/old/1' })).keys).toEqual(['logs', 'other']);
    expect((await list({ Prefix: 'none' })).KeyCount).toBe(0);
  });

  it('has an entry for each key exactly once, whatever the size of the pages', async () => {
    const keys = ['a', 'a/b', 'a/b/c', 'b/', 'b/1', 'b/2', 'c&d<e>', 'd e'];
    for (const key of keys) await put(key);
    for (const pageSize of [1, 2, 3, 100]) {
      const seen: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3, pageSize }, { Bucket }))
        seen.push(...Contents.map(({ Key }) => Key ?? ''));
      expect(seen).toEqual(keys);
      const rolled: string[] = [];
      for await (const { Contents = [], CommonPrefixes = [] } of paginateListObjectsV2(
        { client: s3, pageSize },
        { Bucket, Delimiter: '/' },
      )) {
        rolled.push(...Contents.map(({ Key }) => Key ?? ''), ...CommonPrefixes.map(({ Prefix }) => Prefix ?? ''));
      }
      expect(rolled.sort()).toEqual(['a', 'a/', 'b/', 'c&d<e>', 'd e']);
    }
  });

  it('encodes keys on request', async () => {
    await put('d e/ü');
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url', Prefix: 'd e' }));
    expect(encoded.Contents?.[0]?.Key).toBe('d%20e/%C3%BC');
    expect(encoded.Prefix).toBe('d%20e');
  });

  it('refuses tokens that it did not give', async () => {
    expect(await refusal(list({ ContinuationToken: 'x' }))).toMatchObject({ name: 'InvalidArgument', status: 400 });
  });
});
