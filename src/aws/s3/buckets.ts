import { fail } from '../../diagnostics/error.ts';
import { awsCode, awsMessage, statusOf } from '../codes.ts';
import { allPages } from '../pages.ts';
import type { Target } from '../service.ts';
import type { S3Gateway } from '../types/account.ts';
import type { S3Service } from './client.ts';

/** The one region whose name S3 does not take as a location: it is where buckets without one go. */
const DEFAULT_LOCATION = 'us-east-1';

export function buckets(
  service: S3Service,
  { account, region }: Target,
): Pick<S3Gateway, 'bucket' | 'buckets' | 'createBucket'> {
  return {
    async bucket(name) {
      try {
        const { TagSet = [] } = await service.call('GetBucketTagging', { Bucket: name, ExpectedBucketOwner: account });
        return { tags: Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value])) };
      } catch (error) {
        if (awsCode(error) === 'NoSuchTagSet') return { tags: {} };
        if (awsCode(error) === 'NoSuchBucket') return null;
        // 301: it lives in another region, so that it is not the one that belongs here.
        if (statusOf(error) === 301) return 'foreign';
        if (statusOf(error) === 403 && !isOfPolicies(error) && !(await isOurs(service, name, error))) return 'foreign';
        throw error;
      }
    },
    buckets: () => bucketNames(service),
    async createBucket(name) {
      const location =
        region === DEFAULT_LOCATION ? {} : { CreateBucketConfiguration: { LocationConstraint: region as Location } };
      try {
        await service.call('CreateBucket', { Bucket: name, ...location });
      } catch (error) {
        if (awsCode(error) === 'BucketAlreadyOwnedByYou') return;
        if (awsCode(error) !== 'BucketAlreadyExists') throw error;
        fail('NotOwned', `bucket ${name} belongs to another account`, {
          hint: 'choose another project name',
          cause: error,
        });
      }
    },
  };
}

/** The caller's own policies come first (IAM user guide, "Troubleshoot access denied error messages"): of the bucket this says nothing. */
function isOfPolicies(error: unknown): boolean {
  return awsMessage(error).includes('identity-based policy');
}

/** A bucket that may not be looked at: somebody else's, or one of ours and a permission is missing. Throws `refusal` when neither can be told. */
async function isOurs(service: S3Service, name: string, refusal: unknown): Promise<boolean> {
  try {
    return (await bucketNames(service)).includes(name);
  } catch {
    throw refusal;
  }
}

async function bucketNames(service: S3Service): Promise<string[]> {
  const found = await allPages(
    (ContinuationToken?: string) => service.call('ListBuckets', { ContinuationToken, MaxBuckets: 1_000 }),
    (page) => page.Buckets,
    (page) => page.ContinuationToken,
  );
  return found.map(({ Name = '' }) => Name);
}

/** The SDK lists the regions that it knew when it was built; AWS takes newer ones too. */
type Location = 'eu-west-1';
