import type { LockPlace } from '../../bucket/lock-object.ts';
import type { RecordPlace } from '../../bucket/records.ts';
import { bucketName, lockKey } from '../../model/names.ts';
import type { Entered } from './enter.ts';

/** Where the lock and the records of an environment lie; null while it has no artifact bucket, or does without one. */
export async function homeBucket({
  environment,
  gateways,
}: Pick<Entered, 'environment' | 'gateways'>): Promise<(LockPlace & RecordPlace) | null> {
  if (!environment.baseline.artifacts) return null;
  const s3 = gateways.s3(environment.region);
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  const found = await s3.bucket(bucket);
  if (found === null || found === 'foreign') return null;
  return { s3, bucket, key: lockKey(environment.name), environment: environment.name };
}
