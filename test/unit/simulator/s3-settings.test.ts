import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { OTHER, refusal, storageWorld, type StorageWorld } from './storage-world.ts';

const Bucket = 'artifacts';
const ALL = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

let world: StorageWorld;
let s3: S3Client;
let other: S3Client;
beforeEach(async () => {
  world = storageWorld();
  s3 = new S3Client(world.client());
  other = new S3Client(world.client(OTHER));
  await s3.send(new CreateBucketCommand({ Bucket }));
});

function policy(statement: Record<string, unknown>): PutBucketPolicyCommand {
  const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource, ...statement }] });
  return new PutBucketPolicyCommand({ Bucket, Policy });
}

describe('a new bucket', () => {
  it('is as every new bucket since April 2023', async () => {
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'AES256',
    });
    expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual(ALL);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  it.each([
    { what: 'policy', command: new GetBucketPolicyCommand({ Bucket }), name: 'NoSuchBucketPolicy' },
    { what: 'tags', command: new GetBucketTaggingCommand({ Bucket }), name: 'NoSuchTagSet' },
    {
      what: 'lifecycle',
      command: new GetBucketLifecycleConfigurationCommand({ Bucket }),
      name: 'NoSuchLifecycleConfiguration',
    },
  ])('has no $what', async ({ command, name }) => {
    expect(await refusal(s3.send(command as GetBucketPolicyCommand))).toMatchObject({ name, status: 404 });
  });

  it('takes tags along', async () => {
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'tagged',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags: [{ Key: 'a', Value: 'b' }] },
      }),
    );
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged' }))).TagSet).toEqual([
      { Key: 'a', Value: 'b' },
    ]);
  });
});

describe('settings', () => {
  it('are read back as they were put', async () => {
    const rules = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/app' },
        BucketKeyEnabled: true,
      },
    ];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: rules } }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(
      new PutBucketTaggingCommand({
        Bucket,
        Tagging: {
          TagSet: [
            { Key: 'a & b', Value: '<1>' },
            { Key: 'c', Value: '' },
          ],
        },
      }),
    );
    await s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } }),
    );
    expect(
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules,
    ).toEqual(rules);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([
      { Key: 'a & b', Value: '<1>' },
      { Key: 'c', Value: '' },
    ]);
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    expect(await refusal(s3.send(new GetPublicAccessBlockCommand({ Bucket })))).toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
      status: 404,
    });
  });

  it('keep a lifecycle', async () => {
    const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 7 } }];
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    expect((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);
  });

  it('that are not there answer with a clear error', async () => {
    expect(await refusal(s3.send(new GetBucketAclCommand({ Bucket })))).toMatchObject({
      name: 'NotImplemented',
      status: 501,
    });
  });
});

describe('a bucket policy', () => {
  const read = (client: S3Client) => client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
  beforeEach(() => s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' })));

  it('is read back as it was put', async () => {
    const command = policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    await s3.send(command);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(command.input.Policy);
    await expect(read(s3)).resolves.toBeDefined();
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect(await refusal(s3.send(new GetBucketPolicyCommand({ Bucket })))).toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
  });

  it.each([
    { who: 'nobody else without a policy', statement: null, allowed: false },
    { who: 'an account by its id', statement: { Principal: { AWS: OTHER }, Action: 's3:GetObject' }, allowed: true },
    {
      who: 'an account by its root',
      statement: { Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: 's3:Get*' },
      allowed: true,
    },
    {
      who: 'the role behind a session',
      statement: { Principal: { AWS: [`arn:aws:iam::${OTHER}:role/Admin`] }, Action: '*' },
      allowed: true,
    },
    {
      who: 'no other role',
      statement: { Principal: { AWS: `arn:aws:iam::${OTHER}:role/Reader` }, Action: '*' },
      allowed: false,
    },
    { who: 'no other action', statement: { Principal: { AWS: OTHER }, Action: 's3:PutObject' }, allowed: false },
    {
      who: 'no other key',
      statement: { Principal: { AWS: OTHER }, Action: '*', Resource: `arn:aws:s3:::${Bucket}/other` },
      allowed: false,
    },
    {
      who: 'nobody under a condition that is unknown',
      statement: { Principal: { AWS: OTHER }, Action: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      allowed: false,
    },
  ])('lets in $who', async ({ statement, allowed }) => {
    if (statement !== null) await s3.send(policy(statement));
    if (allowed) await expect(read(other)).resolves.toBeDefined();
    else expect(await refusal(read(other))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });

  it('lets in an organization, and nobody outside it', async () => {
    const { id } = seedOrganization(world.simulator.state);
    await s3.send(
      policy({
        Principal: '*',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Condition: { StringEquals: { 'aws:PrincipalOrgID': id } },
      }),
    );
    expect(await refusal(read(other))).toMatchObject({ name: 'AccessDenied' });
    seedAccount(world.simulator.state, { id: OTHER, member: { email: 'other@example.com', name: 'other' } });
    await expect(read(other)).resolves.toBeDefined();
    await expect(other.send(new ListObjectsV2Command({ Bucket }))).resolves.toMatchObject({ KeyCount: 1 });
    expect(await refusal(other.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'y' })))).toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('binds the owner too when it denies', async () => {
    await s3.send(policy({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject' }));
    const { message } = await refusal(read(s3));
    expect(message).toContain('with an explicit deny in a resource-based policy');
  });

  it('takes names of actions in any case', async () => {
    const command = policy({ Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'S3:getobject' });
    await s3.send(command);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(command.input.Policy);
  });

  it.each([
    { why: 'no JSON', Policy: 'nothing' },
    { why: 'no statement', Policy: '{"Version":"2012-10-17"}' },
    {
      why: 'no principal',
      Policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}` }] }),
    },
    {
      why: 'another bucket',
      Policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::other/*' }],
      }),
    },
    {
      why: 'another service',
      Policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: `arn:aws:s3:::${Bucket}` }],
      }),
    },
  ])('is refused with $why', async ({ Policy }) => {
    expect(await refusal(s3.send(new PutBucketPolicyCommand({ Bucket, Policy })))).toMatchObject({
      name: 'MalformedPolicy',
      status: 400,
    });
  });

  it('is refused when it is public, unless that is allowed', async () => {
    const open = { Principal: '*', Action: 's3:GetObject' };
    expect(await refusal(s3.send(policy(open)))).toMatchObject({ name: 'AccessDenied', status: 403 });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await s3.send(policy(open));
    await expect(read(other)).resolves.toBeDefined();
  });
});
