import { EXPIRY_RULE } from '../../model/names.ts';
import { unless } from '../codes.ts';
import type { Target } from '../service.ts';
import type { BucketSettings, S3Gateway } from '../types/account.ts';
import { policyIn } from '../iam/document.ts';
import type { S3Service } from './client.ts';

const BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** SSE-S3. AWS encrypts so by default since 2023; written down, it is there for auditors to see. */
const ENCRYPTION = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }] };

export function settings(
  service: S3Service,
  { account }: Target,
): Pick<S3Gateway, 'bucketSettings' | 'putBucketSettings'> {
  return {
    async bucketSettings(name) {
      const of = { Bucket: name, ExpectedBucketOwner: account };
      const [encryption, versioning, publicAccessBlock, expiringVersions, policy] = await Promise.all([
        isEncrypted(service, of),
        service.call('GetBucketVersioning', of).then(({ Status }) => Status === 'Enabled'),
        isBlocked(service, of),
        expiringPrefix(service, of),
        policyOf(service, of),
      ]);
      return { encryption, versioning, publicAccessBlock, expiringVersions, policy };
    },
    async putBucketSettings(name, wanted, tags) {
      const of = { Bucket: name, ExpectedBucketOwner: account };
      const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      // Tags first: they say whose bucket it is, should the rest not be reached.
      await service.call('PutBucketTagging', { ...of, Tagging: { TagSet } });
      await putSettings(service, of, wanted);
    },
  };
}

interface Of {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

async function putSettings(service: S3Service, of: Of, wanted: BucketSettings): Promise<void> {
  if (wanted.encryption) {
    await service.call('PutBucketEncryption', { ...of, ServerSideEncryptionConfiguration: ENCRYPTION });
  }
  if (wanted.versioning) {
    await service.call('PutBucketVersioning', { ...of, VersioningConfiguration: { Status: 'Enabled' } });
  }
  if (wanted.publicAccessBlock) {
    await service.call('PutPublicAccessBlock', { ...of, PublicAccessBlockConfiguration: BLOCKED });
  }
  if (wanted.expiringVersions !== null) {
    const LifecycleConfiguration = { Rules: [expiryRule(wanted.expiringVersions)] };
    await service.call('PutBucketLifecycleConfiguration', { ...of, LifecycleConfiguration });
  }
  if (wanted.policy !== null) {
    await service.call('PutBucketPolicy', { ...of, Policy: JSON.stringify(wanted.policy) });
  }
}

function expiryRule(prefix: string) {
  return {
    ID: EXPIRY_RULE,
    Status: 'Enabled' as const,
    Filter: { Prefix: prefix },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
  };
}

async function expiringPrefix(service: S3Service, of: Of): Promise<string | null> {
  const request = service.call('GetBucketLifecycleConfiguration', of);
  const answer = await unless(request, ['NoSuchLifecycleConfiguration'], null);
  const rule = (answer?.Rules ?? []).find(({ ID, Status }) => ID === EXPIRY_RULE && Status === 'Enabled');
  return rule?.Filter?.Prefix ?? null;
}

async function isEncrypted(service: S3Service, of: Of): Promise<boolean> {
  const request = service.call('GetBucketEncryption', of);
  const answer = await unless(request, ['ServerSideEncryptionConfigurationNotFoundError'], null);
  return (answer?.ServerSideEncryptionConfiguration?.Rules ?? []).length > 0;
}

async function isBlocked(service: S3Service, of: Of): Promise<boolean> {
  const answer = await unless(service.call('GetPublicAccessBlock', of), ['NoSuchPublicAccessBlockConfiguration'], null);
  const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } =
    answer?.PublicAccessBlockConfiguration ?? {};
  return [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets].every((on) => on === true);
}

async function policyOf(service: S3Service, of: Of): Promise<object | null> {
  const answer = await unless(service.call('GetBucketPolicy', of), ['NoSuchBucketPolicy'], null);
  return answer?.Policy === undefined ? null : policyIn(answer.Policy);
}
