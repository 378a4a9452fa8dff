import { connect } from '../connect.ts';
import type { Target } from '../service.ts';
import type { Transport } from '../transport.ts';
import type { S3Gateway } from '../types/account.ts';
import { buckets } from './buckets.ts';
import { S3 } from './client.ts';
import { emptyBucket } from './empty.ts';
import { objects } from './objects.ts';
import { settings } from './settings.ts';
import { objectUrl } from './url.ts';

/** `endpoint`: the URL that stands in for S3; null for AWS's own. */
export function s3Gateway(transport: Transport, target: Target, endpoint: string | null): S3Gateway {
  const service = connect(transport, target, S3);
  return {
    ...buckets(service, target),
    ...settings(service, target),
    ...objects(service, target),
    emptyBucket: (name) => emptyBucket(service, name, target.account),
    url: (bucket, key) => objectUrl({ endpoint, region: target.region }, bucket, key),
  };
}
