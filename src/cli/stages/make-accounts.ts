import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createAccount, type CreateOptions } from '../../execute/account/create.ts';
import { applyBootstrap, planBootstrap } from '../../execute/bootstrap.ts';
import { asFailure } from '../../execute/failed.ts';
import type { Run } from '../../model/run.ts';
import { observeAccount } from '../../observe/account.ts';
import { planAll, type PlannedEnvironment, type PlanOptions } from './plan.ts';

/** One environment that goes no further, and why. */
export interface Stopped {
  readonly one: PlannedEnvironment;
  readonly problems: readonly Diagnostic[];
}

/** Environments whose accounts are as their definitions want them, with plans that know these accounts. */
export interface Ready {
  readonly ready: readonly PlannedEnvironment[];
  readonly stopped: readonly Stopped[];
  /** Names of the environments whose account is not as it was. */
  readonly made: ReadonlySet<string>;
}

/**
 * Makes, moves and tags the accounts of environments that have to do with each other. One that is new goes on to its baseline
 * as soon as it is there. Where one was missing, all are planned again, now that it is known: others may live in it, or
 * borrow from what will.
 */
export async function makeAccounts(
  group: readonly PlannedEnvironment[],
  run: Run,
  options: CreateOptions & PlanOptions,
): Promise<Ready> {
  const results = await Promise.allSettled(group.map((one) => makeOne(one, run, options)));
  const stopped = results.flatMap((result, index): Stopped[] => {
    const one = group[index];
    return one && result.status === 'rejected' ? [{ one, problems: asFailure(result.reason).diagnostics }] : [];
  });
  const rest = group.filter((one) => !stopped.some((other) => other.one === one));
  const isKnown = stopped.length === 0 && rest.every(({ gateways }) => gateways !== null);
  const made = new Set(rest.flatMap(({ plan }) => (plan.account.action === 'none' ? [] : [plan.environment])));
  return { made, ...(isKnown ? { ready: rest, stopped } : await planAgain(rest, stopped, run, options)) };
}

async function makeOne(
  { plan, gateways, linked: { environment } }: PlannedEnvironment,
  run: Run,
  options: CreateOptions,
): Promise<void> {
  if (plan.account.action === 'none') return;
  await createAccount(environment, await observeAccount(environment, run, 'manage'), run, options);
  if (gateways === null) await applyBootstrap(await planBootstrap(environment, run), run);
}

/** What is refused now may have been counted on by others, so that they are planned once more without it. */
async function planAgain(
  group: readonly PlannedEnvironment[],
  stopped: readonly Stopped[],
  run: Run,
  options: PlanOptions,
): Promise<Omit<Ready, 'made'>> {
  const all = await planAll(
    group.map(({ prepared }) => prepared),
    run,
    options,
  );
  const refused = [
    ...all.planned.map(({ plan, problems }) => ({ environment: plan.environment, problems })),
    ...all.unplanned,
  ].flatMap(({ environment, problems }): Stopped[] => {
    const one = group.find(({ plan }) => plan.environment === environment);
    return one && problems.length > 0 ? [{ one, problems }] : [];
  });
  if (refused.length === 0) return { ready: all.planned, stopped };
  const rest = group.filter((one) => !refused.some((other) => other.one === one));
  return planAgain(rest, [...stopped, ...refused], run, options);
}
