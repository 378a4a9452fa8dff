import type { AccountGateways } from '../aws/types/account.ts';
import { isComplete } from '../baseline/brought.ts';
import { missingGuardrails } from '../baseline/guardrails.ts';
import { regionsOf } from '../baseline/item.ts';
import { readDeployed, type Deployed } from '../bucket/deployed.ts';
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
import { byRegion } from './by-region.ts';
import type { LenderSite } from '../plan/sites.ts';
import { observeStackSets } from './stack-sets.ts';
import { observeLenders } from './lenders.ts';
import { requireAccount } from './require.ts';
import { createSweep, type Sweep } from './sweep.ts';
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
  /** True: so is one that is still being made, e.g. by a run that was stopped. */
  readonly mayBeInMaking?: boolean;
  /** True: one that is closed is an answer, too: nothing is there any more. */
  readonly mayHaveEnded?: boolean;
  /** `see`: who changes something has to call `confirmAccount` first. Absent: `use`. */
  readonly purpose?: 'see' | 'use';
  /** Shared with the other environments that are looked at in the same moment. */
  readonly sweep?: Sweep;
}

/** Everything that a plan for one environment is made from: one sweep of stacks and one of parameters a region. Reads only. */
export async function observeEnvironment(
  environment: Environment,
  run: Run,
  options: ObserveOptions,
): Promise<Observed> {
  const account = await observeAccount(environment, run, options.purpose);
  const over = account.ended === null || options.mayHaveEnded === true;
  const inMaking = account.creation !== null && options.mayBeInMaking !== true;
  const missing = account.account === null && !inMaking && over;
  if (options.mayBeMissing && missing) return nothingYet(environment, account, run, options);
  const { id, joined } = requireAccount(environment, account);
  const gateways = await enterAccount(environment, { id, joined }, 'deploy', run);
  const sweep = options.sweep ?? createSweep();
  const asleep = await sleepingRegions(environment, gateways);
  const regions = regionsOf(environment).filter((region) => !asleep.has(region));
  const [stacks, parameters, lenders, base] = await Promise.all([
    byRegion(regions, (region) => sweep(gateways, region)),
    byRegion(regions, (region) => gateways.ssm(region).below(`/${environment.project}/${environment.name}`)),
    observeLenders(options.lenders, environment, { gateways, sweep }, run),
    lookAtBase(environment, gateways, asleep, run),
  ]);
  const { baseline, deployed } = base;
  const written = deployed === null ? {} : await readWritten(environment, gateways, parameters);
  const recorded = deployed?.services ?? {};
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
    expiryNoted: deployed === null ? false : deployed.expires,
    stackSets: await observeStackSets(environment, { account: id, recorded }, run),
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
    expiryNoted: null,
    stackSets: await observeStackSets(environment, { account: null, recorded: {} }, run),
  };
  return { observation, gateways: null };
}

/** The CloudFormation service role of the baseline; null when the definition does without. */
function serviceRoleOf(environment: Environment, account: string): string | null {
  if (environment.baseline.deployRole === null) return null;
  return roleArn(account, roleNames(environment.project).cloudformation, environment.region);
}

interface Base {
  readonly baseline: BaselineStep[];
  /** Null: there is no artifact bucket, or the environment does without one. */
  readonly deployed: Deployed | null;
}

/**
 * The deploy role is the last thing that the baseline makes: where it lets us in, all else is in place, and looking at
 * each item again is left to `bootstrap`. Only an artifact bucket may be lacking, in a region that came later or because
 * somebody has deleted it (that of the home region is read from anyway), or a region have to be enabled; and guardrails are
 * attached after that role was made.
 */
async function lookAtBase(
  environment: Environment,
  gateways: AccountGateways,
  asleep: ReadonlySet<string>,
  run: Run,
): Promise<Base> {
  const entered = gateways.arn.includes(`/${roleNames(environment.project).deploy}/`);
  if (!entered || asleep.size > 0 || !(await isComplete(environment, gateways))) {
    const baseline = await planBaseline(environment, gateways, run);
    return { baseline, deployed: hasBucket(environment, baseline) ? await readDeployed(environment, gateways) : null };
  }
  const [deployed, buckets, guardrails] = await Promise.all([
    environment.baseline.artifacts ? readDeployed(environment, gateways) : null,
    missingBuckets(environment, gateways),
    missingGuardrails(environment, gateways.account, run),
  ]);
  const home = deployed === null && environment.baseline.artifacts ? [bucketStep(environment.region)] : [];
  return { baseline: [...home, ...buckets, ...guardrails], deployed };
}

/** Beyond the home region. */
async function missingBuckets(environment: Environment, gateways: AccountGateways): Promise<BaselineStep[]> {
  if (!environment.baseline.artifacts) return [];
  const beyond = regionsOf(environment).filter((region) => region !== environment.region);
  const steps = beyond.map(async (region): Promise<BaselineStep[]> => {
    const found = await gateways.s3(region).bucket(bucketName(environment.project, gateways.account, region));
    return found === null ? [bucketStep(region)] : [];
  });
  return (await Promise.all(steps)).flat();
}

function bucketStep(region: string): BaselineStep {
  return { item: 'artifacts', region, action: 'create', reason: null };
}
