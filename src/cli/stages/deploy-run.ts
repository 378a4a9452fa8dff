import { hasBucket } from '../../bucket/present.ts';
import { EXIT } from '../../diagnostics/codes.ts';
import { asFailure } from '../../execute/failed.ts';
import { Slots } from '../../execute/slots.ts';
import { Watchers } from '../../execute/watchers.ts';
import type { DeployOutcome, WithErrors } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import { observeAgain } from '../../observe/again.ts';
import { createSweep, type Sweep } from '../../observe/sweep.ts';
import { forecastOf } from '../../plan/forecast.ts';
import { groupsOf } from '../../plan/groups.ts';
import { observedDigest } from '../../plan/plan.ts';
import { lenderSites } from '../../plan/sites.ts';
import { groupOf, onGitHub } from '../../report/annotations.ts';
import { deployText } from '../../report/outcomes.ts';
import { planText } from '../../report/plan.ts';
import type { CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { gitSha } from '../git.ts';
import { approverOf, confirm } from './approve.ts';
import { carryOut, stoppedResult, type CarryOutInput } from './carry-out.ts';
import { lockEnvironment, Locks, type LockInput } from './lock.ts';
import { makeAccounts } from './make-accounts.ts';
import type { Packer } from './pack.ts';
import { checkNames } from './plan-names.ts';
import { planAll, type PlannedEnvironment, type PlanOptions } from './plan.ts';
import { isHalfWay, plannedDocument, stale, staleSaved, telling, unlessRefused } from './refusal.ts';
import type { Prepared } from './prepare.ts';
import { preview, warn } from './tell.ts';

/** Options of `deploy`. */
export interface DeployArguments {
  readonly only?: string;
  readonly since?: string;
  readonly approve?: string;
  readonly create: boolean;
  readonly createOrganization: boolean;
  readonly prune: boolean;
  readonly failFast: boolean;
  readonly wait: boolean;
  readonly adopt: boolean;
  readonly plan?: string;
  /** Id of an earlier deployment. */
  readonly to?: string;
}

/** Names of services. */
export interface Selection {
  /** Null: all. */
  readonly only: readonly string[] | null;
  readonly approved: readonly string[];
  /** Of a run before this one; see `PlanOptions`. */
  readonly packer?: Packer;
}

/** Plan, ask, execute: what `deploy` does with one or more environments together. */
export class DeployRun {
  private readonly context: Context;
  private readonly run: Run;
  private readonly args: DeployArguments;
  private readonly selection: Selection;
  /** Ms since 1970; how long a person thinks about the plan is left out. */
  private started: number;
  /** Whether an account was made, moved or tagged. */
  private changed = false;

  constructor(context: Context, run: Run, args: DeployArguments, selection: Selection) {
    this.context = context;
    this.run = run;
    this.args = args;
    this.selection = selection;
    this.started = run.clock.now();
  }

  async execute(prepared: readonly Prepared[], saved: readonly Plan[] | null): Promise<CommandResult> {
    const first = await this.plan(prepared, saved);
    const changing = first.filter(({ plan }) => plan.changes > 0);
    if (changing.length > 0) await this.ask(changing);
    const locks = new Locks();
    try {
      await this.lock(changing, locks);
      const planned = await this.stillTrue(first, prepared, saved);
      const input = this.carryOutInput(locks);
      const groups = groupsOf(planned, (one) => one.prepared);
      const results = await Promise.all(groups.map((group) => this.deployGroup(group, locks, input)));
      return this.result(prepared, results.flat());
    } finally {
      await locks.release();
    }
  }

  /** Environments that have to do with each other. What goes wrong here stops no other group. */
  private async deployGroup(group: readonly PlannedEnvironment[], locks: Locks, input: GroupInput): Promise<Result[]> {
    const { createOrganization, adopt } = this.args;
    try {
      const options = { ...this.planOptions(false), createOrganization, adopt };
      const { ready, stopped, made } = await makeAccounts(group, this.run, options);
      if (made.size > 0) this.changed = true;
      if (stopped.length > 0 && input.failFast) input.slots.close();
      const plans = ready.map(({ plan }) => plan);
      const approve = approverOf(this.run, plans, this.selection.approved);
      const results = await carryOut(ready, { ...input, approve, made });
      return [...stopped.map(({ one, problems }) => stoppedResult(one, problems, input)), ...results];
    } catch (error) {
      return group.map((one) => stoppedResult(one, asFailure(error).diagnostics, input));
    } finally {
      await locks.release(group.map(({ plan }) => plan.environment));
    }
  }

  private carryOutInput(locks: Locks): GroupInput {
    const commits = new Map<string, Promise<string | null>>();
    return {
      context: this.context,
      run: this.run,
      started: this.started,
      failFast: this.args.failFast,
      slots: new Slots(this.context.options.concurrency),
      watchers: new Watchers(this.run),
      commit: (root) => {
        const known = commits.get(root) ?? this.run.clock.during(gitSha(root));
        commits.set(root, known);
        return known;
      },
      lock: async (environment, gateways) => {
        const { name } = environment;
        if (!locks.has(name)) locks.add(name, await lockEnvironment(this.lockInput(environment, gateways)));
        return locks.of(name);
      },
    };
  }

  private async plan(
    prepared: readonly Prepared[],
    saved: readonly Plan[] | null,
  ): Promise<readonly PlannedEnvironment[]> {
    const all = await planAll(prepared, this.run, this.planOptions(saved !== null));
    const planned = unlessRefused(all);
    if (!saved) return planned;
    return planned.map((one) => {
      const plan = saved.find(({ environment }) => environment === one.plan.environment) ?? one.plan;
      const same = plan.observed === observedDigest(one.observation) && plan.account.id === one.observation.accountId;
      if (!same) staleSaved(plan, one.plan);
      checkNames(plan, one.plan);
      return { ...one, plan, problems: one.problems };
    });
  }

  private planOptions(readOnly: boolean): PlanOptions {
    const { to = null, prune, adopt, create } = this.args;
    const { only, packer } = this.selection;
    return { only, to, prune, adopt, create, readOnly, ...(packer ? { packer } : {}) };
  }

  /** Shows what is going to happen, refuses what nobody here can approve, and asks whether to go on. */
  private async ask(changing: readonly PlannedEnvironment[]): Promise<void> {
    const { host, style } = this.context;
    const plans = changing.map(({ plan }) => plan);
    warn(
      this.context,
      plans.flatMap((plan) => plan.warnings),
    );
    const shown = changing.map(({ plan, observation }) => {
      const text = planText(plan, style, forecastOf(plan, observation.recorded));
      return onGitHub(host.env) ? groupOf(`Plan for ${plan.environment}`, text) : text;
    });
    preview(this.context, `${shown.join('\n')}\n`);
    if (!this.run.ask) approverOf(this.run, plans, this.selection.approved);
    const names = plans.map(({ environment }) => environment).join(', ');
    const since = this.run.clock.now();
    await telling(plans.map(plannedDocument), () => confirm(this.context, `Deploy to ${names}?`));
    this.started += this.run.clock.now() - since;
  }

  /** Locks of what exists already are all taken before anything starts. */
  private async lock(changing: readonly PlannedEnvironment[], locks: Locks): Promise<void> {
    await locks.take(
      changing.flatMap(({ plan, gateways, linked: { environment } }) =>
        gateways !== null && hasBucket(environment, plan.baseline.steps) ? [this.lockInput(environment, gateways)] : [],
      ),
    );
  }

  private lockInput(
    environment: PlannedEnvironment['linked']['environment'],
    gateways: NonNullable<PlannedEnvironment['gateways']>,
  ): LockInput {
    const { host } = this.context;
    return { environment, gateways, host, run: this.run, command: 'deploy', wait: this.args.wait };
  }

  /** Between the plan and the lock somebody else may have deployed: then the plan is made again, or refused when a person has seen it. */
  private async stillTrue(
    planned: readonly PlannedEnvironment[],
    prepared: readonly Prepared[],
    saved: readonly Plan[] | null,
  ): Promise<readonly PlannedEnvironment[]> {
    const sweep = createSweep();
    const moved = await Promise.all(planned.map((one) => this.hasMoved(one, sweep)));
    const first = planned.find((_, index) => moved[index]);
    if (!first) return planned;
    if (saved || !this.context.options.yes) stale(first.plan.environment);
    return this.plan(prepared, null);
  }

  private async hasMoved(
    { plan, gateways, linked, prepared, observation }: PlannedEnvironment,
    sweep: Sweep,
  ): Promise<boolean> {
    if (plan.changes === 0 || gateways === null) return false;
    const lenders = lenderSites(linked, prepared.neighbours);
    const { environment } = linked;
    const now = await observeAgain({ environment, observation, gateways, lenders, sweep }, this.run);
    return observedDigest(now) !== plan.observed;
  }

  private result(prepared: readonly Prepared[], results: readonly Result[]): CommandResult {
    const byName = new Map(results.map((result) => [result.document.environment, result] as const));
    const inOrder = prepared.flatMap(({ environment }) => byName.get(environment.name) ?? []);
    const text = inOrder.map((one) => deployText(one.document, this.context.style, isInterrupted(one))).join('\n');
    const result = { outcomes: inOrder, several: inOrder.length > 1, text };
    return this.isHalfDone(inOrder) ? { ...result, exit: EXIT.failed } : result;
  }

  /** A refusal leaves everything as it was; one that comes when something was changed already is a failure. */
  private isHalfDone(results: readonly Result[]): boolean {
    const errors = results.flatMap((result) => result.errors);
    if (errors.length === 0 || results.some(isInterrupted)) return false;
    return this.changed || isHalfWay(results) || results.some(({ document }) => document.outcome === 'succeeded');
  }
}

function isInterrupted({ errors }: Result): boolean {
  return errors.some(({ code }) => code === 'Interrupted');
}

type Result = WithErrors<DeployOutcome>;

/** What all groups have in common. */
type GroupInput = Omit<CarryOutInput, 'approve' | 'made'>;
