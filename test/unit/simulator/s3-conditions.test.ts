import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusal, storageWorld, type StorageWorld } from './storage-world.ts';

const LOCK = { Bucket: 'locks', Key: 'staging/lock.json' };

let world: StorageWorld;
let s3: S3Client;
beforeEach(async () => {
  world = storageWorld();
  s3 = new S3Client(world.client());
  await s3.send(new CreateBucketCommand({ Bucket: 'locks' }));
});

async function take(body: string): Promise<string | undefined> {
  return (await s3.send(new PutObjectCommand({ ...LOCK, Body: body, IfNoneMatch: '*' }))).ETag;
}

describe('a lock by conditional requests', () => {
  it('is taken once', async () => {
    await take('a');
    expect(await refusal(take('b'))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    const held = await s3.send(new GetObjectCommand(LOCK));
    expect(await held.Body?.transformToString()).toBe('a');
  });

  it('is renewed and taken over only by who knows its ETag', async () => {
    const first = await take('a');
    const renewed = await s3.send(new PutObjectCommand({ ...LOCK, Body: 'a2', IfMatch: first }));
    expect(renewed.ETag).not.toBe(first);
    expect(await refusal(s3.send(new PutObjectCommand({ ...LOCK, Body: 'b', IfMatch: first })))).toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  it('is not renewed when it has gone', async () => {
    expect(await refusal(s3.send(new PutObjectCommand({ ...LOCK, Body: 'a', IfMatch: '"gone"' })))).toMatchObject({
      name: 'NoSuchKey',
      status: 404,
    });
  });

  it('is released only by its holder', async () => {
    const etag = await take('a');
    expect(await refusal(s3.send(new DeleteObjectCommand({ ...LOCK, IfMatch: '"other"' })))).toMatchObject({
      name: 'PreconditionFailed',
      status: 412,
    });
    await s3.send(new DeleteObjectCommand({ ...LOCK, IfMatch: etag }));
    expect(await refusal(s3.send(new DeleteObjectCommand({ ...LOCK, IfMatch: etag })))).toMatchObject({
      name: 'NoSuchKey',
      status: 404,
    });
    await expect(take('b')).resolves.toBeDefined();
  });

  it('works the same in a versioned bucket, where a delete marker is no object', async () => {
    await s3.send(new PutBucketVersioningCommand({ Bucket: 'locks', VersioningConfiguration: { Status: 'Enabled' } }));
    const etag = await take('a');
    await s3.send(new DeleteObjectCommand({ ...LOCK, IfMatch: etag }));
    expect(await refusal(s3.send(new DeleteObjectCommand({ ...LOCK, IfMatch: '*' })))).toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(take('b')).resolves.toBeDefined();
  });

  it('is dated by the clock of the service, not of the machine', async () => {
    world.clock.time = Date.UTC(2030, 0, 1, 0, 0, 0, 999);
    let date: string | undefined;
    s3.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        date = (result.response as { headers: Record<string, string> }).headers['date'];
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    await take('a');
    expect(date).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
    expect((await s3.send(new HeadObjectCommand(LOCK))).LastModified).toEqual(new Date('2030-01-01T00:00:00Z'));
    expect(await refusal(take('b'))).toMatchObject({ status: 412 });
    expect(date).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  });
});

describe('other conditions', () => {
  it('takes If-None-Match with a star alone', async () => {
    expect(await refusal(s3.send(new PutObjectCommand({ ...LOCK, Body: 'a', IfNoneMatch: '"etag"' })))).toMatchObject({
      name: 'NotImplemented',
      status: 501,
    });
  });

  it('refuses a condition together with a version', async () => {
    await take('a');
    const command = new DeleteObjectCommand({ ...LOCK, VersionId: 'null', IfMatch: '*' });
    expect(await refusal(s3.send(command))).toMatchObject({ name: 'NotImplemented', status: 501 });
  });

  it('answers 304 to a reader who has the object, 412 to one who wants another', async () => {
    const etag = await take('a');
    expect(await refusal(s3.send(new GetObjectCommand({ ...LOCK, IfNoneMatch: etag })))).toMatchObject({ status: 304 });
    await expect(s3.send(new GetObjectCommand({ ...LOCK, IfNoneMatch: '"other"' }))).resolves.toBeDefined();
    expect(await refusal(s3.send(new GetObjectCommand({ ...LOCK, IfMatch: '"other"' })))).toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(
      await refusal(s3.send(new GetObjectCommand({ ...LOCK, IfModifiedSince: new Date(world.clock.time) }))),
    ).toMatchObject({ status: 304 });
  });

  it('deletes several, each on its own condition', async () => {
    const etag = await take('a');
    const objects = [{ Key: LOCK.Key, ETag: '"other"' }, { Key: 'absent', ETag: '"x"' }, { Key: 'never-there' }];
    const first = await s3.send(new DeleteObjectsCommand({ Bucket: 'locks', Delete: { Objects: objects } }));
    expect(first.Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
      [LOCK.Key, 'PreconditionFailed'],
      ['absent', 'NoSuchKey'],
    ]);
    expect(first.Deleted?.map(({ Key }) => Key)).toEqual(['never-there']);
    const second = await s3.send(
      new DeleteObjectsCommand({ Bucket: 'locks', Delete: { Quiet: true, Objects: [{ Key: LOCK.Key, ETag: etag }] } }),
    );
    expect(second).toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(second.Deleted).toBeUndefined();
    expect(await refusal(s3.send(new HeadObjectCommand(LOCK)))).toMatchObject({ status: 404 });
  });
});
