import { partitionOf } from './names.ts';

/** Regions of the partition `aws` that opened before March 20, 2019; every later one has to be opted in to. (Account Management user guide, "Enable or disable AWS Regions") */
const ALWAYS_ENABLED = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

const HOME: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** True for a region that an account cannot use before it has been enabled. */
export function isOptIn(region: string): boolean {
  return partitionOf(region) === 'aws' && !ALWAYS_ENABLED.has(region);
}

/**
 * The region for which requests to services without regions (Organizations, IAM) are signed, in the partition of `region`.
 * Every account has it.
 */
export function globalRegion(region: string): string {
  return HOME[partitionOf(region)] ?? 'us-east-1';
}

/** A region that every account has: this one, or the partition's global one in the place of one that has to be opted in to. */
export function enabledRegion(region: string): string {
  return isOptIn(region) ? globalRegion(region) : region;
}
