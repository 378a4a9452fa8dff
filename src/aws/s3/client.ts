import type * as sdk from '@aws-sdk/client-s3';
import type { Definition, Service } from '../service.ts';

type Sdk = typeof sdk;

/** S3 in one account and region with the SDK's own types. */
export type S3Service = Service<Sdk>;

export const S3: Definition<Sdk> = {
  name: 's3',
  serviceId: 'S3',
  load: () => import('@aws-sdk/client-s3'),
  // The names of buckets below a custom endpoint's host resolve nowhere.
  client: (loaded, config) => new loaded.S3Client({ ...config, forcePathStyle: config.endpoint !== undefined }),
};
