import { iamOf } from '../../iam/store.ts';
import { own } from '../../record.ts';
import { findBucket } from '../../s3/store.ts';
import { findParameter } from '../../ssm/store.ts';
import { regionOf, type Site } from '../site.ts';
import { holderOf } from './taken.ts';

/** Types that are made for real, so that they may be there without any stack having made them. */
const FOUND: Readonly<Record<string, (site: Site, name: string) => boolean>> = {
  'AWS::IAM::Role': ({ state, account }, name) => own(iamOf(state, account).roles, name) !== undefined,
  'AWS::S3::Bucket': ({ state, account }, name) => findBucket(state, name)?.account === account,
  'AWS::SSM::Parameter': (site, name) => findParameter(site, name) !== undefined,
};

/** True for a resource that is there and belongs to no stack: retained by one that has gone, or made by other means. */
export function isLoose(site: Site, type: string, name: string): boolean {
  const holder = holderOf(site, type, name);
  if (holder !== null) return holder.stackId === null;
  return FOUND[type]?.(site, name) ?? false;
}

/** A resource that a stack takes in is no longer one that was left behind. */
export function takeIn(site: Site, type: string, name: string): void {
  const region = regionOf(site);
  region.kept = region.kept.filter((resource) => resource.type !== type || resource.physicalId !== name);
}
