import type { AccountGateways } from '../aws/types/account.ts';
import type { Environment } from '../model/environment.ts';
import type { Observation } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import type { LenderSite } from '../plan/sites.ts';
import { byRegion } from './by-region.ts';
import { observeLenders } from './lenders.ts';
import { observeStackSetsAgain } from './stack-sets.ts';
import type { Sweep } from './sweep.ts';

export interface AgainInput {
  readonly environment: Environment;
  readonly observation: Observation;
  readonly gateways: AccountGateways;
  readonly lenders: readonly LenderSite[];
  readonly sweep: Sweep;
}

/**
 * The same observation with everything read anew whose change would make a plan untrue: stacks, the lenders' too, and
 * parameters. Whose the account is and what the baseline lacks were found out moments ago, and are not what others change
 * by deploying.
 */
export async function observeAgain(input: AgainInput, run: Run): Promise<Observation> {
  const { environment, observation, gateways, sweep } = input;
  const regions = Object.keys(observation.stacks);
  const [stacks, parameters, lenders, stackSets] = await Promise.all([
    byRegion(regions, (region) => sweep(gateways, region)),
    byRegion(regions, (region) => gateways.ssm(region).below(`/${environment.project}/${environment.name}`)),
    observeLenders(input.lenders, environment, { gateways, sweep }, run),
    observation.stackSets && observeStackSetsAgain(observation.stackSets, environment.region, run),
  ]);
  const others = { lenders: lenders.stacks, lenderAccounts: lenders.accounts };
  return { ...observation, stacks, parameters, ...others, stackSets };
}
