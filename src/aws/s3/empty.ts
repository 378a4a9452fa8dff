import { fail } from '../../diagnostics/error.ts';
import type { S3Service } from './client.ts';

/** What DeleteObjects takes, and what ListObjectVersions answers with, at most. */
const BATCH = 1_000;

/** Deletes every version of every object, and delete markers. Lists anew after each batch, until nothing is left. Answers how many. */
export async function emptyBucket(service: S3Service, name: string, account: string): Promise<number> {
  const of = { Bucket: name, ExpectedBucketOwner: account };
  for (let deleted = 0; ;) {
    const { Versions = [], DeleteMarkers = [] } = await service.call('ListObjectVersions', { ...of, MaxKeys: BATCH });
    const batch = [...Versions, ...DeleteMarkers]
      .map(({ Key = '', VersionId }) => ({ Key, VersionId }))
      .slice(0, BATCH);
    if (batch.length === 0) return deleted;
    const { Errors = [] } = await service.call('DeleteObjects', { ...of, Delete: { Objects: batch, Quiet: true } });
    const [first] = Errors;
    if (first) fail('AwsError', `bucket ${name} cannot be emptied: ${first.Key}: ${first.Code}: ${first.Message}`);
    deleted += batch.length;
  }
}
