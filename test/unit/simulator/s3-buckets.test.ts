import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { isBucketName } from '../../../src/simulator/s3/store.ts';
import { OTHER, refusal, storageWorld, type StorageWorld } from './storage-world.ts';

let world: StorageWorld;
beforeEach(() => {
  world = storageWorld();
});

function s3(region = 'eu-west-1', account?: string): S3Client {
  return new S3Client(world.client(account, region));
}

function creation(Bucket: string, constraint?: string): CreateBucketCommand {
  return new CreateBucketCommand({
    Bucket,
    ...(constraint === undefined
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: constraint as BucketLocationConstraint } }),
  });
}

describe('making a bucket', () => {
  it.each([
    { endpoint: 'us-east-1', constraint: undefined, location: undefined },
    { endpoint: 'us-east-1', constraint: 'eu-west-1', location: 'eu-west-1' },
    { endpoint: 'eu-west-1', constraint: 'eu-west-1', location: 'eu-west-1' },
    { endpoint: 'eu-west-1', constraint: 'EU', location: 'eu-west-1' },
  ])('from $endpoint with $constraint', async ({ endpoint, constraint, location }) => {
    await s3(endpoint).send(creation('one', constraint));
    const found = await s3(location ?? 'us-east-1').send(new GetBucketLocationCommand({ Bucket: 'one' }));
    expect(found.LocationConstraint).toBe(location);
  });

  it.each([
    { endpoint: 'us-east-1', constraint: 'us-east-1', name: 'InvalidLocationConstraint' },
    { endpoint: 'eu-west-1', constraint: 'eu-central-1', name: 'IllegalLocationConstraintException' },
  ])('refuses $constraint at $endpoint', async ({ endpoint, constraint, name }) => {
    expect(await refusal(s3(endpoint).send(creation('one', constraint)))).toMatchObject({ name, status: 400 });
  });

  it('refuses to leave the constraint out anywhere but in us-east-1', async () => {
    // Sent by hand: the SDK fills the constraint in.
    const authorization = 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261121/eu-west-1/s3/aws4_request';
    const hostname = 'one.s3.eu-west-1.amazonaws.com';
    const request = {
      method: 'PUT',
      hostname,
      path: '/',
      query: {},
      headers: { authorization },
      body: new Uint8Array(),
    };
    const { status, body } = await world.simulator.handle(request);
    expect(status).toBe(400);
    expect(Buffer.from(body).toString()).toMatch(/<Code>IllegalLocationConstraintException<.*unspecified/s);
  });

  it('keeps names for one account in all the world', async () => {
    await s3().send(creation('taken', 'eu-west-1'));
    expect(await refusal(s3().send(creation('taken', 'eu-west-1')))).toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      status: 409,
    });
    expect(await refusal(s3('eu-central-1').send(creation('taken', 'eu-central-1')))).toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    expect(await refusal(s3('eu-west-1', OTHER).send(creation('taken', 'eu-west-1')))).toMatchObject({
      name: 'BucketAlreadyExists',
      status: 409,
    });
  });

  it('answers 200 to the second try in us-east-1, to its owner alone', async () => {
    await s3('us-east-1').send(creation('taken'));
    await expect(s3('us-east-1').send(creation('taken'))).resolves.toBeDefined();
    expect(await refusal(s3('us-east-1', OTHER).send(creation('taken')))).toMatchObject({
      name: 'BucketAlreadyExists',
    });
  });

  it.each([
    'ab',
    'Upper',
    '-first',
    'last-',
    'a..b',
    '192.168.0.1',
    'xn--abc',
    'under_score',
    'a'.repeat(64),
    'name-s3alias',
  ])('does not take the name %s', (name) => {
    expect(isBucketName(name)).toBe(false);
  });

  it.each(['abc', 'notes-123456789012-eu-west-1', 'a.b', '0a0', 'a'.repeat(63)])('takes the name %s', (name) => {
    expect(isBucketName(name)).toBe(true);
  });
});

describe('a bucket that is there', () => {
  beforeEach(() => s3().send(creation('mine', 'eu-west-1')));

  it('is seen by its owner with its region', async () => {
    expect(await s3().send(new HeadBucketCommand({ Bucket: 'mine' }))).toMatchObject({ BucketRegion: 'eu-west-1' });
  });

  it('is forbidden to others, and absent ones are not found', async () => {
    expect(await refusal(s3('eu-west-1', OTHER).send(new HeadBucketCommand({ Bucket: 'mine' })))).toMatchObject({
      status: 403,
    });
    expect(await refusal(s3().send(new HeadBucketCommand({ Bucket: 'absent' })))).toMatchObject({
      name: 'NotFound',
      status: 404,
    });
  });

  it('sends those who ask in another region on', async () => {
    expect(await refusal(s3('us-east-1').send(new HeadBucketCommand({ Bucket: 'mine' })))).toMatchObject({
      status: 301,
    });
    const write = new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' });
    expect(await refusal(s3('us-east-1').send(write))).toMatchObject({ name: 'PermanentRedirect', status: 301 });
    const following = new S3Client({ ...world.client(undefined, 'us-east-1'), followRegionRedirects: true });
    await expect(following.send(write)).resolves.toMatchObject({ ETag: '"9dd4e461268c8034f5c8564e155c67a6"' });
  });

  it('is listed with those of every region, and by nobody else', async () => {
    await s3('us-east-1').send(creation('also-mine'));
    const { Buckets } = await s3().send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['also-mine', 'us-east-1'],
      ['mine', 'eu-west-1'],
    ]);
    expect(Buckets?.[1]?.CreationDate).toEqual(new Date(world.clock.time));
    expect((await s3('eu-west-1', OTHER).send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  it('is listed page by page', async () => {
    await s3('us-east-1').send(creation('also-mine'));
    const first = await s3().send(new ListBucketsCommand({ MaxBuckets: 1 }));
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['also-mine']);
    const second = await s3().send(
      new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken: first.ContinuationToken }),
    );
    expect(second.Buckets?.map(({ Name }) => Name)).toEqual(['mine']);
    expect(second.ContinuationToken).toBeUndefined();
  });

  it('goes only when it is empty', async () => {
    await s3().send(new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' }));
    expect(await refusal(s3().send(new DeleteBucketCommand({ Bucket: 'mine' })))).toMatchObject({
      name: 'BucketNotEmpty',
      status: 409,
    });
    await s3('us-east-1').send(creation('empty'));
    await s3('us-east-1').send(new DeleteBucketCommand({ Bucket: 'empty' }));
    expect(await refusal(s3('us-east-1').send(new HeadBucketCommand({ Bucket: 'empty' })))).toMatchObject({
      status: 404,
    });
  });
});
