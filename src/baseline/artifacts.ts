import type { BucketSettings, S3Gateway } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import { bucketName, LOCKS, partitionOf, TAG } from '../model/names.ts';
import { different, isBrought, missing, waitForSet } from './brought.ts';
import { IN_PLACE, MISSING, type BaselineContext, type BaselineItem, type Finding } from './item.ts';
import { samePolicy } from './policy.ts';

/** The bucket for artifacts, records and the lock, in every region of the environment; shared by a project's environments. */
export const artifacts: BaselineItem = {
  name: 'artifacts',
  after: [],
  scope: 'region',
  wanted: ({ baseline }) => baseline.artifacts,
  inspect,
  apply: async (context) => {
    const name = nameOf(context);
    const s3 = context.gateways.s3(context.region);
    const { action } = await inspect(context);
    if (action === 'create') {
      if (await isBrought(context, 'bucket')) return waitForSet(context, `bucket ${name}`, () => inspect(context));
      if ((await s3.bucket(name)) === null) await s3.createBucket(name);
    }
    if (action === 'create' || action === 'update')
      await s3.putBucketSettings(name, settingsOf(context), tagsOf(context));
  },
};

async function inspect(context: BaselineContext): Promise<Finding> {
  const name = nameOf(context);
  const s3 = context.gateways.s3(context.region);
  const bucket = await s3.bucket(name);
  if (bucket === null) return missing(context, await isBrought(context, 'bucket'));
  if (bucket === 'foreign') refuse(`bucket ${name} belongs to another AWS account`, context);
  const actual = await s3.bucketSettings(name);
  if (bucket.tags[TAG.project] !== context.environment.project) {
    if (await isHalfMade(s3, name, bucket.tags, actual)) return MISSING;
    refuse(`bucket ${name} does not carry the tag ${TAG.project}=${context.environment.project}`, context);
  }
  const wrong = differences(settingsOf(context), actual);
  return wrong.length === 0 ? IN_PLACE : different(wrong, name, bucket.tags);
}

/** Made, but not yet set up when the run that made it was stopped: it has nothing of its own, and our name. */
async function isHalfMade(s3: S3Gateway, name: string, tags: object, settings: BucketSettings): Promise<boolean> {
  const bare = Object.keys(tags).length === 0 && !settings.versioning && settings.policy === null;
  return bare && (await s3.list(name, '', 1)).length === 0;
}

function differences(wanted: BucketSettings, actual: BucketSettings): string[] {
  return [
    ...(actual.encryption ? [] : ['encryption']),
    ...(actual.versioning ? [] : ['versioning']),
    ...(actual.publicAccessBlock ? [] : ['public access block']),
    ...(actual.expiringVersions === wanted.expiringVersions ? [] : ['expiry of old versions']),
    ...(samePolicy(wanted.policy, actual.policy) ? [] : ['policy']),
  ];
}

/**
 * Actions are compared without regard to case (IAM user guide, "IAM JSON policy elements: Action"). S3 look-alikes that do
 * not evaluate conditions take the usual spelling of this statement as a refusal of everything, TLS or not.
 */
const EVERY_ACTION = 'S3:*';

function settingsOf(context: BaselineContext): BucketSettings {
  return {
    encryption: true,
    versioning: true,
    publicAccessBlock: true,
    expiringVersions: LOCKS,
    policy: bucketPolicy(nameOf(context), partitionOf(context.region)),
  };
}

/** Nobody reads or writes in the bucket without TLS. */
export function bucketPolicy(bucket: string, partition: string): object {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const tlsOnly = {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: EVERY_ACTION,
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return { Version: '2012-10-17', Statement: [tlsOnly] };
}

function nameOf({ environment, gateways, region }: BaselineContext): string {
  return bucketName(environment.project, gateways.account, region);
}

function tagsOf({ environment }: BaselineContext): Record<string, string> {
  return { ...environment.tags, [TAG.project]: environment.project };
}

function refuse(message: string, { environment }: BaselineContext): never {
  fail('NotOwned', message, {
    hint: 'remove the bucket, or give the project another name',
    at: environment.account.at,
  });
}
