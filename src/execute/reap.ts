import { acquireLock, type Lock } from '../bucket/lock.ts';
import type { Holder } from '../bucket/lock-object.ts';
import { readLifetime, removeLifetime } from '../bucket/lifetime.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bucketName, lockKey } from '../model/names.ts';
import type { WithErrors } from '../model/outcome.ts';
import type { ReapOutcome, ReapPlan } from '../model/reap.ts';
import type { RemovalPlan } from '../model/removal.ts';
import type { Run } from '../model/run.ts';
import type { ReapSite } from '../observe/reap-sites.ts';
import { closeMember } from './account/close.ts';
import { outcomeOf, removeStacks, type RemovalResult } from './destroy.ts';
import { asFailure, lossOf } from './failed.ts';
import { removeParameters } from './parameters.ts';
import type { Slots } from './slots.ts';

/** One plan with the account that it is about. */
export interface Reaping {
  readonly plan: ReapPlan;
  readonly site: Pick<ReapSite, 'account'> & Partial<Pick<ReapSite, 'gateways'>>;
}

export interface ReapInput {
  readonly run: Run;
  readonly holder: Holder;
  /** For the stacks of all sites together. */
  readonly slots: Slots;
}

type Result = WithErrors<ReapOutcome>;

/**
 * Reaps the environments of one project in one account, whose stacks may import from each other: takes their locks, looks
 * whether their time is still over, destroys them, and closes the account where that was planned. What fails is part of the
 * answer.
 */
export async function reapSite(reapings: readonly Reaping[], input: ReapInput): Promise<Result[]> {
  const opened = await Promise.all(reapings.map((reaping) => open(reaping, input)));
  try {
    const ready = opened.flatMap((one) => ('lock' in one ? [one] : []));
    const removed = await remove(ready, input);
    return await Promise.all(
      opened.map((one) => ('lock' in one ? finish(one, removed, input.run) : Promise.resolve(one))),
    );
  } finally {
    await Promise.allSettled(opened.map(async (one) => ('lock' in one ? one.lock?.release() : undefined)));
  }
}

/** What was found out before anything is done, in the form of the document. */
export function reapOutcome(
  plan: ReapPlan,
  outcome: ReapOutcome['outcome'],
  more: Partial<ReapOutcome> = {},
): ReapOutcome {
  const { environment, project, accountId, why, expires, removal, kept } = plan;
  return {
    environment,
    project,
    accountId,
    why,
    expires,
    outcome,
    services: (removal?.services ?? []).map((step) =>
      outcomeOf(step, step.action === 'kept' ? 'kept' : 'skipped', step.reason),
    ),
    kept: removal?.kept ?? [],
    reason: kept,
    freesQuotaOn: null,
    ...more,
  };
}

/** One whose turn it is, with its lock. */
interface Ready {
  readonly reaping: Reaping;
  readonly lock: Lock | null;
}

/** A deployment may have come in between: then the environment has a new end. */
async function open(reaping: Reaping, input: ReapInput): Promise<Result | Ready> {
  const { plan, site } = reaping;
  if (plan.removal === null || !site.gateways) return { reaping, lock: null };
  const place = placeOf(plan.removal, site.gateways);
  try {
    const { clock, signal } = input.run;
    const { holder } = input;
    const lock = await acquireLock({ ...place, key: lockKey(plan.environment), clock, holder, wait: false, signal });
    const lifetime = await readLifetime(place, plan.environment);
    if (lifetime !== null && lifetime.expires <= clock.now()) return { reaping, lock };
    await lock.release();
    return { document: reapOutcome(plan, 'renewed'), errors: [] };
  } catch (error) {
    return { document: reapOutcome(plan, 'failed'), errors: asFailure(error).diagnostics };
  }
}

function placeOf({ project, region }: RemovalPlan, gateways: NonNullable<Reaping['site']['gateways']>) {
  return { s3: gateways.s3(region), bucket: bucketName(project, gateways.account, region) };
}

/** CloudFormation goes on with the role that each stack was made with. */
function remove(ready: readonly Ready[], { run, slots }: ReapInput): Promise<RemovalResult> {
  const sites = ready.flatMap(({ reaping: { plan, site }, lock: hold }) =>
    plan.removal && site.gateways
      ? [{ plan: plan.removal, gateways: site.gateways, hold, run, serviceRole: null }]
      : [],
  );
  return removeStacks(sites, { slots, failFast: false, signal: run.signal });
}

async function finish(
  { reaping: { plan, site }, lock }: Ready,
  { outcomes, errors }: RemovalResult,
  run: Run,
): Promise<Result> {
  const { removal } = plan;
  const problems: Diagnostic[] = (removal?.services ?? []).flatMap(({ key }) => errors.get(key) ?? []);
  problems.push(...lossOf(lock, problems));
  if (removal && site.gateways && problems.length === 0) {
    problems.push(...(await removeParameters(removal, site.gateways)));
  }
  if (run.signal.aborted) problems.push(...asFailure(run.signal.reason).diagnostics);
  const services = (removal?.services ?? []).map(
    (step) => outcomes.get(step.key) ?? outcomeOf(step, 'kept', step.reason),
  );
  const isDone =
    problems.length === 0 && services.every(({ outcome }) => outcome === 'deleted' || outcome === 'absent');
  if (!isDone) {
    const outcome = problems.length > 0 || services.some((one) => one.outcome === 'skipped') ? 'failed' : 'kept';
    return { document: reapOutcome(plan, outcome, { services }), errors: problems };
  }
  try {
    return await end({ plan, site }, services, run);
  } catch (error) {
    return { document: reapOutcome(plan, 'failed', { services }), errors: asFailure(error).diagnostics };
  }
}

/** Everything has gone. The note of an account's own environment stays as long as the account does: it says when to close it. */
async function end({ plan, site }: Reaping, services: ReapOutcome['services'], run: Run): Promise<Result> {
  if (plan.closes) {
    const { outcome, problem } = await closeMember({ environment: plan.environment, at: null }, site.account, run);
    const { freesQuotaOn } = outcome;
    const became = outcome.outcome === 'kept' ? 'failed' : outcome.outcome;
    return { document: reapOutcome(plan, became, { services, freesQuotaOn }), errors: problem ? [problem] : [] };
  }
  if (!plan.owns && plan.removal && site.gateways) {
    await removeLifetime(placeOf(plan.removal, site.gateways), plan.environment);
  }
  return { document: reapOutcome(plan, 'destroyed', { services }), errors: [] };
}
