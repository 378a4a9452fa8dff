import { partitionOf } from '../model/names.ts';

const HOME: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** The region for which requests to services without regions (Organizations, IAM) are signed, in the partition of `region`. */
export function homeRegion(region: string): string {
  return HOME[partitionOf(region)] ?? 'us-east-1';
}
