import { beforeEach, describe, expect, it } from 'vitest';
import type { S3Gateway } from '../../../src/aws/types/account.ts';
import { objectUrl } from '../../../src/aws/s3/url.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { faulty } from '../../support/faults/faulty.ts';
import { KINDS } from '../../support/faults/kinds.ts';
import { pausableClock } from '../../support/faults/pausable-clock.ts';
import { credentialsFor, createWorld, type World } from '../../support/world.ts';
import { refusalOf } from '../../support/thrown.ts';
import { gatewaysOf, REGION } from './gateway-world.ts';

const BUCKET = 'notes-123456789012-eu-west-1';

let world: World;
let s3: S3Gateway;
beforeEach(async () => {
  world = createWorld();
  s3 = (await gatewaysOf(world)).account.s3(REGION);
});

async function asAnotherAccount(): Promise<S3Gateway> {
  const run = world.run({ credentials: credentialsFor(world, '222222222222') });
  const access = { account: null, role: null, externalId: null, profile: null, young: false, region: REGION };
  return (await run.aws.enter(access)).s3(REGION);
}

describe('a bucket', () => {
  it('is null, then there with its tags', async () => {
    expect(await s3.bucket(BUCKET)).toBeNull();
    await s3.createBucket(BUCKET);
    await s3.createBucket(BUCKET);
    expect(await s3.bucket(BUCKET)).toEqual({ tags: {} });
    expect(await s3.buckets()).toEqual([BUCKET]);
  });

  it('of another account is foreign', async () => {
    await s3.createBucket(BUCKET);
    const other = await asAnotherAccount();
    expect(await other.bucket(BUCKET)).toBe('foreign');
    expect(await refusalOf(other.createBucket(BUCKET))).toMatchObject({ code: 'NotOwned' });
    expect(await other.buckets()).toEqual([]);
  });

  it('of ours that may not be looked at is no foreign one', async () => {
    await s3.createBucket(BUCKET);
    const clock = pausableClock(world.simulator.state.now);
    const kind = KINDS.find(({ name }) => name === 'access denied');
    if (!kind) throw new Error('no such kind of trouble');
    const { simulator } = faulty(world.simulator, clock, { operation: 's3:GetBucketTagging', nth: 1, kind });
    const run = world.run({ wrap: () => simulatorHandler(simulator) });
    const access = { account: null, role: null, externalId: null, profile: null, young: false, region: REGION };
    const gateway = (await run.aws.enter(access)).s3(REGION);
    expect(await refusalOf(gateway.bucket(BUCKET))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('s3:GetBucketTagging') as string,
    });
  });

  it('is made in every region, the one without a location too', async () => {
    const { account } = await gatewaysOf(world);
    await account.s3('us-east-1').createBucket('notes-virginia');
    await account.s3('eu-central-1').createBucket('notes-frankfurt');
    expect(await s3.buckets()).toEqual(['notes-frankfurt', 'notes-virginia']);
  });

  it('has settings that read back as they were put', async () => {
    await s3.createBucket(BUCKET);
    expect(await s3.bucketSettings(BUCKET)).toMatchObject({ versioning: false, policy: null });
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }],
    };
    const settings = {
      encryption: true,
      versioning: true,
      publicAccessBlock: true,
      expiringVersions: 'locks/',
      policy,
    };
    await s3.putBucketSettings(BUCKET, { ...settings, policy: null }, { 'envctl:project': 'notes' });
    expect(await s3.bucketSettings(BUCKET)).toEqual({ ...settings, policy: null });
    expect(await s3.bucket(BUCKET)).toEqual({ tags: { 'envctl:project': 'notes' } });
  });
});

describe('an object', () => {
  beforeEach(() => s3.createBucket(BUCKET));

  it('is null before it is there', async () => {
    expect(await s3.getObject(BUCKET, 'k')).toBeNull();
    expect(await s3.headObject(BUCKET, 'k')).toBeNull();
  });

  it('is read back with its ETag and AWS’s clock', async () => {
    const put = await s3.putObject({ bucket: BUCKET, key: 'a/b c.json', body: '{}', contentType: 'application/json' });
    const object = await s3.getObject(BUCKET, 'a/b c.json');
    expect(Buffer.from(object?.body ?? []).toString()).toBe('{}');
    expect(object?.etag).toBe(put?.etag);
    expect(await s3.headObject(BUCKET, 'a/b c.json')).toEqual({ etag: put?.etag, size: 2 });
    const seconds = Math.floor(world.simulator.settings.clock.now() / 1_000) * 1_000;
    expect(object?.date).toBe(seconds);
    expect(object?.modified).toBe(seconds);
  });

  it('is written only where the condition holds', async () => {
    const put = async (more: object) => s3.putObject({ bucket: BUCKET, key: 'k', body: JSON.stringify(more), ...more });
    expect(await put({ ifMatch: '"none"' })).toBeNull();
    const first = await put({ ifAbsent: true });
    expect(await put({ ifAbsent: true })).toBeNull();
    const second = await put({ ifMatch: first?.etag });
    expect(second?.etag).not.toBe(first?.etag);
    expect(await put({ ifMatch: first?.etag })).toBeNull();
  });

  it('is deleted only where the condition holds', async () => {
    const { etag = '' } = (await s3.putObject({ bucket: BUCKET, key: 'k', body: '1' })) ?? {};
    expect(await s3.deleteObject(BUCKET, 'k', '"other"')).toBe(false);
    expect(await s3.deleteObject(BUCKET, 'k', etag)).toBe(true);
    expect(await s3.deleteObject(BUCKET, 'k', etag)).toBe(false);
    expect(await s3.deleteObject(BUCKET, 'k')).toBe(true);
  });

  it('in a bucket that is not there is an error', async () => {
    expect(await refusalOf(s3.getObject('no-such-bucket-here', 'k'))).toMatchObject({ code: 'AwsError' });
  });
});

describe('many objects', () => {
  beforeEach(() => s3.createBucket(BUCKET));

  it('are listed in order, up to a limit', async () => {
    for (const key of ['a/2', 'a/1', 'b/1', 'a/3']) await s3.putObject({ bucket: BUCKET, key, body: key });
    const keys = async (...list: Parameters<S3Gateway['list']>) => (await s3.list(...list)).map(({ key }) => key);
    expect(await keys(BUCKET, 'a/')).toEqual(['a/1', 'a/2', 'a/3']);
    expect(await keys(BUCKET, 'a/', 2)).toEqual(['a/1', 'a/2']);
    expect(await keys(BUCKET, 'c/')).toEqual([]);
  });

  it('are all deleted, every version and marker of them', async () => {
    await s3.putBucketSettings(
      BUCKET,
      { encryption: true, versioning: true, publicAccessBlock: true, expiringVersions: null, policy: null },
      {},
    );
    for (const body of ['1', '2', '3']) await s3.putObject({ bucket: BUCKET, key: 'k', body });
    await s3.deleteObject(BUCKET, 'k');
    expect(await s3.emptyBucket(BUCKET)).toBe(4);
    expect(await s3.emptyBucket(BUCKET)).toBe(0);
  });
});

describe('objectUrl', () => {
  it.each([
    [null, 'eu-west-1', 'https://b.s3.eu-west-1.amazonaws.com/a/c%20d.json'],
    [null, 'cn-north-1', 'https://b.s3.cn-north-1.amazonaws.com.cn/a/c%20d.json'],
    ['http://127.0.0.1:4566/', 'eu-west-1', 'http://127.0.0.1:4566/b/a/c%20d.json'],
  ])('with endpoint %s in %s is %s', (endpoint, region, url) => {
    expect(objectUrl({ endpoint, region }, 'b', 'a/c d.json')).toBe(url);
  });
});
