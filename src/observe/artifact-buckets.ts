import type { AccountGateways } from '../aws/types/account.ts';
import { TAG } from '../model/names.ts';

/** A bucket that the baseline of a project made in one region. */
export interface ArtifactBucket {
  readonly name: string;
  readonly project: string;
  readonly region: string;
}

const NAME = /^(?<project>.+)-(?<account>\d{12})-(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)$/;

/** The artifact buckets of an account, whatever projects they belong to: known by their names, and then by their tags. */
export async function artifactBuckets(gateways: AccountGateways, region: string): Promise<ArtifactBucket[]> {
  const names = await gateways.s3(region).buckets();
  const candidates = names.flatMap((name): ArtifactBucket[] => {
    const { project, account, region: home } = NAME.exec(name)?.groups ?? {};
    return project && home && account === gateways.account ? [{ name, project, region: home }] : [];
  });
  const checked = candidates.map(async (bucket) => {
    const found = await gateways.s3(bucket.region).bucket(bucket.name);
    return found !== null && found !== 'foreign' && found.tags[TAG.project] === bucket.project ? [bucket] : [];
  });
  return (await Promise.all(checked)).flat();
}
