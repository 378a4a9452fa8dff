import { IN_PLACE, MISSING, type BaselineItem } from './item.ts';

/** One setting for all buckets of the account, in whatever region it is asked for. */
export const s3PublicAccessBlock: BaselineItem = {
  name: 's3PublicAccessBlock',
  after: [],
  scope: 'account',
  wanted: ({ baseline }) => baseline.s3PublicAccessBlock,
  inspect: async ({ gateways, region }) =>
    (await gateways.s3control(region).publicAccessBlocked()) ? IN_PLACE : MISSING,
  apply: async ({ gateways, region }) => gateways.s3control(region).blockPublicAccess(),
};
