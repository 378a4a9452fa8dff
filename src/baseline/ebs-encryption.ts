import { IN_PLACE, MISSING, type BaselineItem } from './item.ts';

/** New volumes are encrypted; a setting of each region. */
export const ebsEncryption: BaselineItem = {
  name: 'ebsEncryption',
  after: [],
  scope: 'region',
  wanted: ({ baseline }) => baseline.ebsEncryption,
  inspect: async ({ gateways, region }) => ((await gateways.ec2(region).ebsEncryptedByDefault()) ? IN_PLACE : MISSING),
  apply: async ({ gateways, region }) => gateways.ec2(region).encryptEbsByDefault(),
};
