import { hasBucket } from '../../bucket/present.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fail } from '../../diagnostics/error.ts';
import { createAccount } from '../../execute/account/create.ts';
import type { DeployOutcome } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import { observeAccount } from '../../observe/account.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { observedDigest } from '../../plan/plan.ts';
import { lenderSites } from '../../plan/sites.ts';
import type { Outcome } from '../../report/document.ts';
import { warningText } from '../../report/errors.ts';
import { deployText } from '../../report/outcomes.ts';
import { planText } from '../../report/plan.ts';
import type { CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { approverOf, confirm } from './approve.ts';
import { carryOut } from './carry-out.ts';
import { lockEnvironment, Locks } from './lock.ts';
import { planAll, type PlannedEnvironment } from './plan.ts';
import { unlessRefused } from './refusal.ts';
import type { Prepared } from './prepare.ts';

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
}

/** Names of services. */
export interface Selection {
  /** Null: all. */
  readonly only: readonly string[] | null;
  readonly approved: readonly string[];
}

/** Plan, ask, execute: what `deploy` does with one or more environments together. */
export class DeployRun {
  private readonly context: Context;
  private readonly run: Run;
  private readonly args: DeployArguments;
  private readonly selection: Selection;
  private readonly started: number;

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
      const planned = await this.afterAccounts(await this.stillTrue(first, prepared, saved), prepared);
      const plans = planned.map(({ plan }) => plan);
      const approve = approverOf(this.run, plans, this.selection.approved);
      const results = await carryOut(planned, {
        context: this.context,
        run: this.run,
        started: this.started,
        failFast: this.args.failFast,
        approve,
        lock: async (environment, gateways) => locks.add(environment.name, await this.lockOne(environment, gateways)),
        isLocked: ({ name }) => locks.has(name),
        lost: () => locks.lost(),
      });
      return this.result(results);
    } finally {
      await locks.release();
    }
  }

  private async plan(
    prepared: readonly Prepared[],
    saved: readonly Plan[] | null,
  ): Promise<readonly PlannedEnvironment[]> {
    const { prune, adopt, create } = this.args;
    const all = await planAll(prepared, this.run, {
      only: this.selection.only,
      prune,
      adopt,
      create,
      readOnly: saved !== null,
    });
    const planned = unlessRefused(all);
    if (!saved) return planned;
    return planned.map((one) => {
      const plan = saved.find(({ environment }) => environment === one.plan.environment) ?? one.plan;
      const same = plan.observed === observedDigest(one.observation) && plan.account.id === one.observation.accountId;
      if (!same) stale(plan.environment);
      return { ...one, plan, problems: one.problems };
    });
  }

  /** Shows what is going to happen, refuses what nobody here can approve, and asks whether to go on. */
  private async ask(changing: readonly PlannedEnvironment[]): Promise<void> {
    const { host, options, style } = this.context;
    const plans = changing.map(({ plan }) => plan);
    if (options.output === 'text' && !options.quiet) {
      const warnings = plans.flatMap((plan) => plan.warnings.map((warning) => warningText(warning, host.cwd, style)));
      host.stderr.write(`${warnings.join('')}${plans.map((plan) => planText(plan, style)).join('\n')}\n`);
    }
    if (!this.run.ask) approverOf(this.run, plans, this.selection.approved);
    const names = plans.map(({ environment }) => environment).join(', ');
    await confirm(this.context, `Deploy to ${names}?`);
  }

  /** Locks of what exists already are all taken before anything starts. */
  private async lock(changing: readonly PlannedEnvironment[], locks: Locks): Promise<void> {
    for (const { plan, gateways, linked } of changing) {
      if (gateways !== null && hasBucket(linked.environment, plan.baseline.steps))
        locks.add(plan.environment, await this.lockOne(linked.environment, gateways));
    }
  }

  private lockOne(
    environment: PlannedEnvironment['linked']['environment'],
    gateways: NonNullable<PlannedEnvironment['gateways']>,
  ) {
    const { host } = this.context;
    return lockEnvironment({ environment, gateways, host, run: this.run, command: 'deploy', wait: this.args.wait });
  }

  /** Between the plan and the lock somebody else may have deployed: then the plan is made again, or refused when a person has seen it. */
  private async stillTrue(
    planned: readonly PlannedEnvironment[],
    prepared: readonly Prepared[],
    saved: readonly Plan[] | null,
  ): Promise<readonly PlannedEnvironment[]> {
    const moved = await Promise.all(planned.map((one) => this.hasMoved(one)));
    const first = planned.find((_, index) => moved[index]);
    if (!first) return planned;
    if (saved || !this.context.options.yes) stale(first.plan.environment);
    return this.plan(prepared, null);
  }

  private async hasMoved({ plan, gateways, linked, prepared }: PlannedEnvironment): Promise<boolean> {
    if (plan.changes === 0 || gateways === null) return false;
    const lenders = lenderSites(linked, prepared.neighbours);
    const { observation } = await observeEnvironment(linked.environment, this.run, { lenders, mayBeMissing: false });
    return observedDigest(observation) !== plan.observed;
  }

  /**
   * Accounts first: made, moved, tagged. Where one was missing, everything is planned again, now that it is known: others
   * may live in it, or borrow from what will.
   */
  private async afterAccounts(
    planned: readonly PlannedEnvironment[],
    prepared: readonly Prepared[],
  ): Promise<readonly PlannedEnvironment[]> {
    const due = planned.filter(({ plan }) => plan.account.action !== 'none');
    const { createOrganization, adopt } = this.args;
    await Promise.all(
      due.map(async ({ linked: { environment } }) => {
        const observation = await observeAccount(environment, this.run, 'manage');
        await createAccount(environment, observation, this.run, { createOrganization, adopt });
      }),
    );
    if (planned.every(({ gateways }) => gateways !== null)) return planned;
    return this.plan(prepared, null);
  }

  private result(
    results: readonly { readonly document: DeployOutcome; readonly errors: readonly Diagnostic[] }[],
  ): CommandResult {
    const outcomes: Outcome[] = results.map(({ document, errors }) => ({ document, errors }));
    const text = results.map(({ document }) => deployText(document, this.context.style)).join('\n');
    return { outcomes, several: outcomes.length > 1, text };
  }
}

function stale(environment: string): never {
  fail('PlanStale', `${environment} is no longer as it was when the plan was made`, {
    hint: 'make the plan again and look at it',
  });
}
