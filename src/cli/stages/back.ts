import type { AccountGateways } from '../../aws/types/account.ts';
import type { Warning } from '../../diagnostics/diagnostic.ts';
import { fail } from '../../diagnostics/error.ts';
import { readEarlier } from '../../observe/earlier.ts';
import type { PlanInput } from '../../plan/input.ts';
import type { LinkedEnvironment } from '../../plan/linked.ts';
import { goBack } from '../../plan/submission.ts';
import type { Packed } from './pack.ts';

/** What an earlier deployment gives a plan in place of the definition: nothing is built, everything is in the bucket. */
export interface Back {
  readonly linked: LinkedEnvironment;
  readonly packed: Packed;
  readonly earlier: NonNullable<PlanInput['earlier']>;
  readonly remarks: readonly Warning[];
}

interface BackArguments {
  readonly to?: string;
  readonly since?: string;
  readonly prune?: boolean;
  readonly create?: boolean;
}

/** Throws UsageInvalid for options that make no sense with `--to`: an id belongs to one environment, which is there. */
export function checkBack(args: BackArguments, names: readonly string[]): void {
  if (args.to === undefined) return;
  const other = (['since', 'prune', 'create'] as const).find(
    (name) => args[name] !== undefined && args[name] !== false,
  );
  const hint = 'an earlier deployment is gone back to as it was; change what it left out with another command';
  if (other) fail('UsageInvalid', `--${other} does not go with --to`, { hint });
  if (names.length > 1) fail('UsageInvalid', '--to goes back to a deployment of one environment', { hint: 'name one' });
}

/** Puts the services of an environment back to what they were after the deployment with this id. Throws DeploymentNotFound. */
export async function wentBack(linked: LinkedEnvironment, gateways: AccountGateways | null, id: string): Promise<Back> {
  const { environment, services } = linked;
  if (!gateways || !environment.baseline.artifacts) {
    fail('DeploymentNotFound', `${environment.name} keeps no deployments to go back to`, {
      hint: gateways ? 'they are kept in the artifact bucket, which its baseline leaves out' : 'it has no account yet',
    });
  }
  const keys = services.map(({ key }) => key);
  const { deployment, submissions, warnings } = await readEarlier(environment, gateways, keys, id);
  const back = goBack(linked, submissions);
  if (!back)
    fail('DeploymentNotFound', `the services of deployment ${id} wait for each other`, {
      hint: 'go back to another one',
    });
  return {
    linked: back.linked,
    packed: { services: back.packaged, bytes: new Map() },
    earlier: { deployment, services: new Set(submissions.keys()) },
    remarks: warnings,
  };
}
