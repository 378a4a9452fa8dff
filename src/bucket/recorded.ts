import type { AccountGateways } from '../aws/types/account.ts';
import { latestRecord } from './records.ts';
import type { Environment } from '../model/environment.ts';
import { bucketName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import { nodeKey } from '../model/plan.ts';

/** What the last deployment left of each service, by node key; empty before the first one. */
export async function recordedServices(
  gateways: AccountGateways,
  environment: Environment,
): Promise<Observation['recorded']> {
  if (!environment.baseline.artifacts) return {};
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  const record = await latestRecord({ s3: gateways.s3(environment.region), bucket, environment: environment.name });
  return Object.fromEntries(
    (record?.services ?? []).flatMap(({ service, region, digest, updated }) =>
      updated === null ? [] : [[nodeKey(environment.name, service, region), { digest, updated: Date.parse(updated) }]],
    ),
  );
}
