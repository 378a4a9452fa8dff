import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { writeDeployed } from '../bucket/deployed.ts';
import { keepLifetimeMarked } from '../bucket/lifetime.ts';
import type { Environment } from '../model/environment.ts';
import type { Observation } from '../model/observation.ts';
import type { NodeKey, Plan } from '../model/plan.ts';

export interface RememberInput {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly observation: Observation;
  readonly gateways: AccountGateways;
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
  /** ms since 1970. */
  readonly moment: number;
}

/**
 * A definition may change in ways in which CloudFormation sees no change: its stack goes on carrying the old digest. That
 * is kept, so that the next plan need not ask CloudFormation again; and so is when the environment ends. Nothing is written
 * when there is no such service, and nothing asked for an environment that does not end.
 */
export async function rememberUnchanged(input: RememberInput): Promise<void> {
  const { environment, plan, observation, gateways, stacks, moment } = input;
  const { recorded, expiryNoted: known } = observation;
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
  const services = { ...recorded, ...Object.fromEntries(asked) };
  const write = async (expires: boolean | null): Promise<void> => {
    if (asked.length > 0 || expires !== known) await writeDeployed(plan, gateways, { services, expires });
  };
  await keepLifetimeMarked(environment, gateways, { moment, succeeded: true }, { known, write });
}
