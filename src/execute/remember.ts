import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { writeDeployed } from '../bucket/deployed.ts';
import type { Observation } from '../model/observation.ts';
import type { NodeKey, Plan } from '../model/plan.ts';

export interface RememberInput {
  readonly plan: Plan;
  readonly observation: Observation;
  readonly gateways: AccountGateways;
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
}

/**
 * A definition may change in ways in which CloudFormation sees no change: its stack goes on carrying the old digest. That
 * is kept, so that the next plan need not ask CloudFormation again. Nothing is written when there is no such service.
 */
export async function rememberUnchanged({ plan, observation, gateways, stacks }: RememberInput): Promise<void> {
  const { recorded } = observation;
  const asked = plan.services.flatMap(({ key, action, deployment }) => {
    const stack = stacks.get(key);
    const digest = deployment?.digest;
    if (action !== 'none' || !stack || !digest) return [];
    const updated = stack.updated ?? stack.created;
    const known = recorded[key]?.digest === digest && recorded[key]?.updated === updated;
    return known
      ? []
      : [
          [
            key,
            { ...recorded[key], digest, updated, template: deployment.templateDigest, protected: deployment.protect },
          ] as const,
        ];
  });
  if (asked.length > 0) await writeDeployed(plan, gateways, { ...recorded, ...Object.fromEntries(asked) });
}
