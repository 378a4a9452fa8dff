import { isDeepStrictEqual } from 'node:util';
import type { AccountGateways } from '../../aws/types/account.ts';
import type { Hold } from '../../bucket/lock.ts';
import { hasBucket } from '../../bucket/present.ts';
import { whileHeld } from '../../bucket/while-held.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import { asFailure, lossOf } from '../../execute/failed.ts';
import { outcomeOf, removeStacks, type RemovalResult } from '../../execute/destroy.ts';
import { removeParameters } from '../../execute/parameters.ts';
import { Slots } from '../../execute/slots.ts';
import type { Environment } from '../../model/environment.ts';
import type { DestroyOutcome, WithErrors } from '../../model/outcome.ts';
import type { Observation } from '../../model/observation.ts';
import type { RemovalPlan } from '../../model/removal.ts';
import type { Run } from '../../model/run.ts';
import { borrowersOf } from '../../observe/borrowers.ts';
import { observeAgain } from '../../observe/again.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { createSweep, type Sweep } from '../../observe/sweep.ts';
import { isProtected } from '../../plan/protection.ts';
import { planRemoval, type DestroyOptions } from '../../plan/destroy.ts';
import type { Context } from '../context.ts';
import { Locks, type LockInput } from './lock.ts';
import type { Prepared } from './prepare.ts';
import { Refused, stale } from './refusal.ts';

/** One environment with what its destruction would do. */
export interface PlannedRemoval {
  readonly prepared: Prepared;
  readonly plan: RemovalPlan;
  readonly observation: Observation;
  /** Null while there is no account: nothing is there to be taken down. */
  readonly gateways: AccountGateways | null;
}

export interface DestroyRunOptions extends DestroyOptions {
  readonly wait: boolean;
  /** What has moved between the plan and the lock is planned again; false when a person has seen the plan: PlanStale. */
  readonly mayPlanAgain: boolean;
  /** Refuses, by throwing, a plan that is not meant. */
  readonly check?: (planned: readonly PlannedRemoval[]) => void;
  /** The accounts go, too: then environments that live in them count as borrowers. */
  readonly closing: boolean;
  /** The command takes one environment: borrowers cannot be named beside it. */
  readonly alone: boolean;
}

/** What `destroy` and `close-account` share: find out what goes, refuse what may not, take it down. */
export class DestroyRun {
  private readonly context: Context;
  private readonly run: Run;
  private readonly options: DestroyRunOptions;

  constructor(context: Context, run: Run, options: DestroyRunOptions) {
    this.context = context;
    this.run = run;
    this.options = options;
  }

  /**
   * `others`: all environments of the project. Throws Protected, Borrowed: refusals of all environments, before anything starts.
   */
  async plan(prepared: readonly Prepared[], others: readonly Environment[]): Promise<PlannedRemoval[]> {
    const environments = prepared.map(({ environment }) => environment);
    refuse(environments, environments.map(isProtected));
    const going = new Set(environments.map(({ name }) => name));
    const results = await Promise.allSettled(prepared.map((one) => this.planOne(one, going, others)));
    const planned = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const problems = results.map((result) =>
      result.status === 'rejected' ? asFailure(result.reason).diagnostics : [],
    );
    refuse(environments, problems);
    this.options.check?.(planned);
    return planned;
  }

  /** Throws Borrowed, and whatever is in the way of looking at it. */
  private async planOne(
    prepared: Prepared,
    going: ReadonlySet<string>,
    others: readonly Environment[],
  ): Promise<PlannedRemoval> {
    const { environment } = prepared;
    const planned = await this.observe(prepared);
    const { observation } = planned;
    const { closing, alone } = this.options;
    const borrowed = await borrowersOf({ environment, observation, others, going, closing, alone }, this.run);
    if (borrowed.length > 0) throw new EnvctlError(borrowed);
    return planned;
  }

  private async observe(prepared: Prepared): Promise<PlannedRemoval> {
    const { observation, gateways } = await observeEnvironment(prepared.environment, this.run, {
      lenders: [],
      mayBeMissing: true,
      mayHaveEnded: true,
    });
    return { prepared, observation, gateways, plan: planRemoval(prepared.linked, observation, this.options) };
  }

  /** Takes everything down; what fails is part of the answer. Throws Locked, PlanStale, before anything starts. */
  async execute(
    planned: readonly PlannedRemoval[],
    others: readonly Environment[],
  ): Promise<WithErrors<DestroyOutcome>[]> {
    const locks = new Locks();
    try {
      await locks.take(planned.flatMap((one) => this.lockInput(one)));
      return await this.takeDown(await this.stillTrue(planned, others, locks), locks);
    } finally {
      await locks.release();
    }
  }

  private async takeDown(planned: readonly PlannedRemoval[], locks: Locks): Promise<WithErrors<DestroyOutcome>[]> {
    const sites = planned.flatMap(({ plan, gateways, observation }) => {
      const { serviceRole } = observation;
      return gateways ? [{ plan, gateways, hold: locks.of(plan.environment), serviceRole, run: this.run }] : [];
    });
    const slots = new Slots(this.context.options.concurrency);
    const removed = await removeStacks(sites, { slots, failFast: false, signal: this.run.signal });
    return Promise.all(planned.map((one) => ended(one, removed, locks.of(one.plan.environment))));
  }

  /** Between the plan and the lock somebody else may have deployed: what they made is not to be left over. */
  private async stillTrue(
    planned: readonly PlannedRemoval[],
    others: readonly Environment[],
    locks: Locks,
  ): Promise<readonly PlannedRemoval[]> {
    const locked = planned.filter(({ plan }) => locks.has(plan.environment));
    const sweep = createSweep();
    const moved = await Promise.all(locked.map((one) => this.hasMoved(one, sweep)));
    const first = locked.find((_, index) => moved[index]);
    if (!first) return planned;
    if (!this.options.mayPlanAgain) stale(first.plan.environment);
    const prepared = locked.map((one) => one.prepared);
    const again = await this.plan(prepared, others);
    const byName = new Map(again.map((one) => [one.plan.environment, one]));
    return planned.map((one) => byName.get(one.plan.environment) ?? one);
  }

  private async hasMoved({ prepared, plan, observation, gateways }: PlannedRemoval, sweep: Sweep): Promise<boolean> {
    if (!gateways) return false;
    const { environment } = prepared;
    const now = await observeAgain({ environment, observation, gateways, lenders: [], sweep }, this.run);
    return !isDeepStrictEqual(planRemoval(prepared.linked, now, this.options), plan);
  }

  private lockInput({ prepared: { environment }, gateways, plan, observation }: PlannedRemoval): LockInput[] {
    if (!gateways || isEmpty(plan) || !hasBucket(environment, observation.baseline)) return [];
    const { host } = this.context;
    return [{ environment, gateways, host, run: this.run, command: 'destroy', wait: this.options.wait }];
  }
}

/** What became of one environment; with the parameters of its services, which go last. */
async function ended(
  one: PlannedRemoval,
  { outcomes, errors }: RemovalResult,
  hold: Hold | null,
): Promise<WithErrors<DestroyOutcome>> {
  const problems = one.plan.services.flatMap(({ key }) => errors.get(key) ?? []);
  problems.push(...lossOf(hold, problems));
  if (problems.length === 0 && one.gateways) {
    problems.push(...(await removeParameters(one.plan, whileHeld(one.gateways, hold))));
  }
  const services = one.plan.services.map(
    (step) => outcomes.get(step.key) ?? outcomeOf(step, step.action === 'kept' ? 'kept' : 'absent', step.reason),
  );
  return { document: documentOf(one, services, problems), errors: problems };
}

/** Nothing starts when one of them may not go: each says why, or nothing. */
function refuse(environments: readonly Environment[], problems: readonly (readonly Diagnostic[])[]): void {
  if (problems.every(({ length }) => length === 0)) return;
  throw new Refused(
    environments.map(({ name }, index) => ({ document: { environment: name }, errors: problems[index] ?? [] })),
  );
}

/** True when there is nothing to take down. */
export function isEmpty({ services, parameters }: RemovalPlan): boolean {
  return parameters.length === 0 && services.every(({ action }) => action !== 'delete');
}

function documentOf(
  { plan }: PlannedRemoval,
  services: DestroyOutcome['services'],
  errors: readonly Diagnostic[],
): DestroyOutcome {
  const outcome = errors.length > 0 ? 'failed' : isEmpty(plan) ? 'unchanged' : 'succeeded';
  return { environment: plan.environment, outcome, services, kept: plan.kept };
}
