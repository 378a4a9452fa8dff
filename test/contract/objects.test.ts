import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract } from '../support/contract/contract.ts';
import { refused } from '../support/contract/refusal.ts';

let aws: Contract;
let s3: S3;
let Bucket: string;
const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;

beforeAll(async () => {
  aws = await openContract();
  const { credentials } = await aws.member();
  s3 = new S3(aws.client({ credentials }));
  Bucket = `${aws.name()}-files`;
  await s3.createBucket({ Bucket, CreateBucketConfiguration });
});
afterAll(() => aws.close());

test('a write on the condition that nothing is there happens once', async () => {
  const object = { Bucket, Key: 'locks/dev.json' };
  const { ETag } = await s3.putObject({ ...object, Body: 'a', IfNoneMatch: '*' });
  expect(ETag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(await refused(s3.putObject({ ...object, Body: 'b', IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
  expect(await (await s3.getObject(object)).Body?.transformToString()).toBe('a');
});

test('a write on the condition of what is there loses against any other', async () => {
  const object = { Bucket, Key: 'locks/staging.json' };
  const { ETag } = await s3.putObject({ ...object, Body: 'a' });
  const { ETag: next } = await s3.putObject({ ...object, Body: 'b', IfMatch: ETag });
  expect(next).not.toBe(ETag);
  expect(await refused(s3.putObject({ ...object, Body: 'c', IfMatch: ETag }))).toBe('PreconditionFailed 412');
  expect(await (await s3.getObject(object)).Body?.transformToString()).toBe('b');
  expect(await refused(s3.putObject({ Bucket, Key: 'none', Body: 'c', IfMatch: ETag }))).toBe('NoSuchKey 404');
});

test('what is not there is told', async () => {
  expect(await refused(s3.getObject({ Bucket, Key: 'none' }))).toBe('NoSuchKey 404');
  expect(await refused(s3.headObject({ Bucket, Key: 'none' }))).toBe('NotFound 404');
  const none = `${aws.name()}-none`;
  expect(await refused(s3.headBucket({ Bucket: none }))).toBe('NotFound 404');
  expect(await refused(s3.listObjectsV2({ Bucket: none }))).toBe('NoSuchBucket 404');
  expect(await refused(s3.getBucketTagging({ Bucket }))).toBe('NoSuchTagSet 404');
  expect(await refused(s3.getBucketPolicy({ Bucket }))).toBe('NoSuchBucketPolicy 404');
  expect(await refused(s3.getBucketLifecycleConfiguration({ Bucket }))).toBe('NoSuchLifecycleConfiguration 404');
});

test('a bucket has one owner, and goes when it is empty', async () => {
  const own = { Bucket: `${aws.name()}-own`, CreateBucketConfiguration };
  await s3.createBucket(own);
  expect(await refused(s3.createBucket(own))).toBe('BucketAlreadyOwnedByYou 409');
  const stranger = new S3(aws.client({ credentials: (await aws.member()).credentials }));
  expect(await refused(stranger.createBucket(own))).toBe('BucketAlreadyExists 409');
  await s3.putObject({ Bucket: own.Bucket, Key: 'x', Body: 'x' });
  expect(await refused(s3.deleteBucket({ Bucket: own.Bucket }))).toBe('BucketNotEmpty 409');
  await s3.deleteObjects({ Bucket: own.Bucket, Delete: { Objects: [{ Key: 'x' }, { Key: 'none' }] } });
  await s3.deleteBucket({ Bucket: own.Bucket });
});

test('settings are read as they were put', async () => {
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } });
  expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual([{ Key: 'a', Value: '1' }]);
  const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: block });
  expect((await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration).toEqual(block);
  expect((await s3.getBucketLocation({ Bucket })).LocationConstraint).toBe('eu-west-1');
});

test('with versioning a deletion hides, and every version stays', async () => {
  const versioned = { Bucket: `${aws.name()}-versions` };
  await s3.createBucket({ ...versioned, CreateBucketConfiguration });
  expect((await s3.getBucketVersioning(versioned)).Status).toBeUndefined();
  await s3.putBucketVersioning({ ...versioned, VersioningConfiguration: { Status: 'Enabled' } });
  const object = { ...versioned, Key: 'x' };
  const { VersionId } = await s3.putObject({ ...object, Body: 'a' });
  await s3.putObject({ ...object, Body: 'b' });
  expect(await s3.deleteObject(object)).toMatchObject({ DeleteMarker: true });
  expect(await refused(s3.getObject(object))).toBe('NoSuchKey 404');
  expect(await (await s3.getObject({ ...object, VersionId })).Body?.transformToString()).toBe('a');
  const { Versions, DeleteMarkers } = await s3.listObjectVersions(versioned);
  expect([Versions?.length, DeleteMarkers?.length]).toEqual([2, 1]);
  await s3.putObject({ ...object, Body: 'c', IfNoneMatch: '*' });
});

test('a listing comes in pages, in the order of keys', async () => {
  const keys = ['list/a', 'list/b', 'list/c/d', 'list/ä'];
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: 'x' });
  const first = await s3.listObjectsV2({ Bucket, Prefix: 'list/', MaxKeys: 3 });
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
  const ContinuationToken = first.NextContinuationToken;
  const second = await s3.listObjectsV2({ Bucket, Prefix: 'list/', MaxKeys: 3, ContinuationToken });
  const found = [...(first.Contents ?? []), ...(second.Contents ?? [])].map(({ Key }) => Key);
  expect(found).toEqual(keys);
  const folders = await s3.listObjectsV2({ Bucket, Prefix: 'list/', Delimiter: '/' });
  expect(folders.CommonPrefixes).toEqual([{ Prefix: 'list/c/' }]);
});
