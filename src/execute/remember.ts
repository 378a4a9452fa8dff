import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { writeRecord, type ServiceRecord } from '../bucket/records.ts';
import { digestOf } from '../model/digest.ts';
import type { Json } from '../model/json.ts';
import { bucketName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { NodeKey, Plan, ServicePlan } from '../model/plan.ts';
import { carriesDigest } from '../plan/desired.ts';
import type { SettleInput } from './settle.ts';

export interface RememberInput extends SettleInput {
  readonly plan: Plan;
  readonly observation: Observation;
  readonly gateways: AccountGateways;
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
}

/**
 * A definition may change in ways in which CloudFormation sees no change: its stack goes on carrying the old digest. That
 * is recorded, so that the next plan need not ask CloudFormation again. Nothing is written when there is no such service.
 */
export async function rememberUnchanged(input: RememberInput): Promise<void> {
  const { plan, gateways, environment, by, host, commit, started } = input;
  const services = plan.services.flatMap((service) => recordOf(service, input));
  if (!environment.baseline.artifacts || !services.some((service) => service.asked)) return;
  const bucket = bucketName(plan.project, gateways.account, plan.region);
  await writeRecord(
    { s3: gateways.s3(plan.region), bucket, environment: plan.environment },
    {
      version: 1,
      id: digestOf([plan as unknown as Json, started]).slice(0, 12),
      at: new Date(started).toISOString(),
      by,
      host,
      commit,
      digest: digestOf(plan as unknown as Json),
      outcome: 'unchanged',
      seconds: 0,
      services: services.map(({ record }) => record),
    },
  );
}

function recordOf(
  service: ServicePlan,
  { stacks, observation }: RememberInput,
): { asked: boolean; record: ServiceRecord }[] {
  const { deployment, key, region, stack: name, edges } = service;
  const stack = stacks.get(key);
  if (!stack || !deployment?.digest) return [];
  const { digest } = deployment;
  const asked = !carriesDigest(stack, digest) && observation.recorded[key]?.digest !== digest;
  const record: ServiceRecord = {
    service: service.service,
    region,
    stack: name,
    digest,
    changeSet: null,
    outcome: 'unchanged',
    artifacts: deployment.artifacts.map((artifact) => artifact.key),
    updated: new Date(stack.updated ?? stack.created).toISOString(),
    started: null,
    seconds: null,
    waitedFor: [...new Set(edges.map(({ to }) => to))],
  };
  return [{ asked, record }];
}
