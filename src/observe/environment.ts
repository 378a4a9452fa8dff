import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { missingGuardrails } from '../baseline/guardrails.ts';
import { regionsOf } from '../baseline/item.ts';
import { readDeployed } from '../bucket/deployed.ts';
import { planBaseline } from '../baseline/plan.ts';
import { sleepingRegions } from '../baseline/sleeping.ts';
import type { AccountObservation } from '../model/account.ts';
import type { BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import { bucketName, roleArn, roleNames } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from './access.ts';
import { observeAccount } from './account.ts';
import type { LenderSite } from '../plan/sites.ts';
import { observeLenders } from './lenders.ts';
import { requireAccount } from './require.ts';
import { hasBucket } from '../bucket/present.ts';
import { readWritten } from '../bucket/written.ts';

/** An observation, and the way into the account that it was made through; null while there is no account. */
export interface Observed {
  readonly observation: Observation;
  readonly gateways: AccountGateways | null;
}

export interface ObserveOptions {
  /** Other environments whose stacks are needed. */
  readonly lenders: readonly LenderSite[];
  /** True: an account that is not there is an answer, not an error. */
  readonly mayBeMissing: boolean;
  /** True: one that is closed is an answer, too: nothing is there any more. */
  readonly mayHaveEnded?: boolean;
}

/** Everything that a plan for one environment is made from: one sweep of stacks and one of parameters a region. Reads only. */
export async function observeEnvironment(
  environment: Environment,
  run: Run,
  options: ObserveOptions,
): Promise<Observed> {
  const account = await observeAccount(environment, run);
  const over = account.ended === null || options.mayHaveEnded === true;
  const missing = account.account === null && account.creation === null && over;
  if (options.mayBeMissing && missing) return nothingYet(environment, account, run, options);
  const { id, joined } = requireAccount(environment, account);
  const gateways = await enterAccount(environment, { id, joined }, 'deploy', run);
  const sweeps = new Map<string, Promise<readonly Stack[]>>();
  const sweep = (region: string): Promise<readonly Stack[]> => {
    const known = sweeps.get(region) ?? gateways.cloudformation(region).sweep();
    sweeps.set(region, known);
    return known;
  };
  const asleep = await sleepingRegions(environment, gateways);
  const regions = regionsOf(environment).filter((region) => !asleep.has(region));
  const [stacks, parameters, lenders, baseline] = await Promise.all([
    byRegion(regions, sweep),
    byRegion(regions, (region) => gateways.ssm(region).below(`/${environment.project}/${environment.name}`)),
    observeLenders(options.lenders, environment, { gateways, sweep }, run),
    baselineSteps(environment, gateways, asleep, run),
  ]);
  const [written, recorded] = hasBucket(environment, baseline)
    ? await Promise.all([readWritten(environment, gateways, parameters), readDeployed(environment, gateways)])
    : [{}, {}];
  const serviceRole = serviceRoleOf(environment, id);
  const others = { lenders: lenders.stacks, lenderAccounts: lenders.accounts };
  const observation = {
    account,
    accountId: id,
    serviceRole,
    baseline,
    stacks,
    parameters,
    ...others,
    written,
    recorded,
  };
  return { observation, gateways };
}

async function nothingYet(
  environment: Environment,
  account: AccountObservation,
  run: Run,
  { lenders }: ObserveOptions,
): Promise<Observed> {
  const others = await observeLenders(lenders, environment, null, run);
  const observation: Observation = {
    account,
    accountId: null,
    serviceRole: null,
    baseline: await planBaseline(environment, null, run),
    stacks: {},
    lenders: others.stacks,
    lenderAccounts: others.accounts,
    parameters: {},
    written: {},
    recorded: {},
  };
  return { observation, gateways: null };
}

/** The CloudFormation service role of the baseline; null when the definition does without. */
function serviceRoleOf(environment: Environment, account: string): string | null {
  if (environment.baseline.deployRole === null) return null;
  return roleArn(account, roleNames(environment.project).cloudformation, environment.region);
}

/**
 * The deploy role is the last thing that the baseline makes: where it lets us in, all else is in place, and looking at
 * each item again is left to `bootstrap`. Only a region that came later may still lack its artifact bucket, or have to be
 * enabled; and guardrails are attached after that role was made.
 */
async function baselineSteps(
  environment: Environment,
  gateways: AccountGateways,
  asleep: ReadonlySet<string>,
  run: Run,
): Promise<BaselineStep[]> {
  const entered = gateways.arn.includes(`/${roleNames(environment.project).deploy}/`);
  if (!entered || asleep.size > 0) return planBaseline(environment, gateways, run);
  const [buckets, guardrails] = await Promise.all([
    missingBuckets(environment, gateways),
    missingGuardrails(environment, gateways.account, run),
  ]);
  return [...buckets, ...guardrails];
}

async function missingBuckets(environment: Environment, gateways: AccountGateways): Promise<BaselineStep[]> {
  if (!environment.baseline.artifacts) return [];
  const steps = regionsOf(environment).map(async (region): Promise<BaselineStep[]> => {
    const found = await gateways.s3(region).bucket(bucketName(environment.project, gateways.account, region));
    return found === null ? [{ item: 'artifacts', region, action: 'create', reason: null }] : [];
  });
  return (await Promise.all(steps)).flat();
}

async function byRegion<T>(
  regions: readonly string[],
  read: (region: string) => Promise<readonly T[]>,
): Promise<Record<string, readonly T[]>> {
  const lists = await Promise.all(regions.map(async (region) => [region, await read(region)] as const));
  return Object.fromEntries(lists);
}
