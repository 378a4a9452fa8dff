import type { AccountGateways } from '../aws/types/account.ts';
import type { Hold } from '../bucket/lock.ts';
import { whileHeld } from '../bucket/while-held.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fail } from '../diagnostics/error.ts';
import type { RemovalOutcome } from '../model/outcome.ts';
import { shortName, type NodeKey } from '../model/plan.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import type { Event, Run } from '../model/run.ts';
import { reversed, type Graph } from '../plan/graph.ts';
import { removal } from '../plan/request-token.ts';
import { asFailure, interruptedAt, LOCK_LOST } from './failed.ts';
import { failureText, firstFailure } from './failure.ts';
import { importersOf } from './importers.ts';
import { say, subjectOf } from './site.ts';
import { tokenFor, underWay } from './under-way.ts';
import { removeStackSet } from './stack-set-removal.ts';
import { Watchers } from './watchers.ts';
import { walk, type WalkOptions, type WalkResult } from './walker.ts';

/** One environment while it is taken down. */
export interface Demolition {
  readonly plan: RemovalPlan;
  readonly run: Run;
  readonly gateways: AccountGateways;
  /** The lock, without which nothing more is deleted; null where there is none. */
  readonly hold: Hold | null;
  readonly serviceRole: string | null;
}

export interface RemovalResult {
  readonly outcomes: ReadonlyMap<NodeKey, RemovalOutcome>;
  /** How long each took that had its turn. */
  readonly seconds: ReadonlyMap<NodeKey, number>;
  /** What each waited for. */
  readonly order: Graph;
  readonly errors: ReadonlyMap<NodeKey, Diagnostic>;
}

/** There was nothing to delete. */
export const NOTHING_REMOVED: RemovalResult = {
  outcomes: new Map(),
  seconds: new Map(),
  order: new Map(),
  errors: new Map(),
};

interface Job {
  readonly site: Demolition;
  readonly step: RemovalStep;
}

type Jobs = ReadonlyMap<NodeKey, Job>;

/** Deletes the stacks of several environments, importers before exporters, also from one environment to the other. */
export async function removeStacks(sites: readonly Demolition[], options: WalkOptions): Promise<RemovalResult> {
  const jobs: Jobs = new Map(
    sites.flatMap((site) =>
      site.plan.services.filter(({ action }) => action === 'delete').map((step) => [step.key, { site, step }] as const),
    ),
  );
  const [first] = jobs.values();
  if (!first) return NOTHING_REMOVED;
  const order = await orderOf(sites, jobs);
  announce(jobs, order);
  const tally = new Tally(order, new Watchers(first.site.run));
  const results = await walk(
    order,
    async (key) => {
      const job = jobs.get(key);
      return !job || (await tally.run(job));
    },
    options,
  );
  for (const [key, job] of jobs) tally.skip(job, results.get(key));
  return tally;
}

/** What uses a stack goes before it: as its definition says, and as CloudFormation knows. */
async function orderOf(sites: readonly Demolition[], jobs: Jobs): Promise<Graph> {
  const asked = await Promise.all(sites.map(importersOf));
  const imports = new Map(asked.flatMap((uses) => [...uses]));
  const uses: Graph = new Map(
    [...jobs].map(([key, { step }]) => {
      const used = [...step.edges.map(({ to }) => to), ...(imports.get(key) ?? [])];
      return [key, new Set(used.filter((to) => jobs.has(to)))];
    }),
  );
  return reversed(uses);
}

/** Says what waits for its turn, before anything starts. */
function announce(jobs: Jobs, order: Graph): void {
  for (const [key, { site, step }] of jobs) {
    const after = [...(order.get(key) ?? [])].flatMap((user) => {
      const job = jobs.get(user);
      return job ? [`${job.site.plan.environment}/${subjectOf(job.site, job.step)}`] : [];
    });
    const about = { environment: site.plan.environment, subject: subjectOf(site, step) };
    site.run.emit({ ...about, phase: 'queued', message: 'delete', turn: { after, expected: null } });
  }
}

class Tally implements RemovalResult {
  readonly outcomes = new Map<NodeKey, RemovalOutcome>();
  readonly seconds = new Map<NodeKey, number>();
  readonly errors = new Map<NodeKey, Diagnostic>();
  readonly order: Graph;
  private readonly watchers: Watchers;

  constructor(order: Graph, watchers: Watchers) {
    this.order = order;
    this.watchers = watchers;
  }

  /** False: it could not be deleted. */
  async run({ site, step }: Job): Promise<boolean> {
    if (site.hold?.lost.aborted) return this.leave(site, step, LOCK_LOST);
    const { clock } = site.run;
    const started = clock.now();
    try {
      tell(site, step, 'started', 'deleting');
      await removeStack(site, step, this.watchers);
      this.outcomes.set(step.key, outcomeOf(step, 'deleted', null));
      tell(site, step, 'done', 'deleted');
      return true;
    } catch (error) {
      const [cause] = asFailure(error).diagnostics;
      const failure = interruptedAt(error, step);
      this.errors.set(step.key, failure);
      this.outcomes.set(step.key, outcomeOf(step, 'failed', failure.message));
      tell(site, step, 'failed', cause.message);
      return false;
    } finally {
      this.seconds.set(step.key, (clock.now() - started) / 1_000);
    }
  }

  skip({ site, step }: Job, result: WalkResult | undefined): void {
    if (result?.state !== 'skipped') return;
    const { because } = result;
    const reason =
      because === null
        ? 'stopped before it was its turn'
        : `${shortName(because, site.plan)}, which uses it, is still there`;
    this.leave(site, step, site.hold?.lost.aborted ? LOCK_LOST : reason);
  }

  private leave(site: Demolition, step: RemovalStep, reason: string): false {
    this.outcomes.set(step.key, outcomeOf(step, 'skipped', reason));
    tell(site, step, 'skipped', reason);
    return false;
  }
}

/** The outcome of a step; for what is kept or absent nothing has to be done. */
export function outcomeOf(
  { service, stack, region }: RemovalStep,
  outcome: RemovalOutcome['outcome'],
  reason: string | null,
): RemovalOutcome {
  return { service, stack, region, outcome, reason };
}

function tell(site: Demolition, step: RemovalStep, phase: Event['phase'], message: string): void {
  say(site, subjectOf(site, step), phase, message);
}

async function removeStack(site: Demolition, step: RemovalStep, watchers: Watchers): Promise<void> {
  if (step.stackSet) {
    const { run, hold } = site;
    return removeStackSet(step, step.stackSet, { run, hold }, (message) => tell(site, step, 'progress', message));
  }
  const { run, hold, serviceRole } = site;
  const gateways = whileHeld(site.gateways, hold);
  const gateway = gateways.cloudformation(step.region);
  const watcher = watchers.of(site.gateways, step.region);
  let stack = step.stackId === null ? null : await gateway.describe(step.stackId);
  if (!stack || stack.status === 'DELETE_COMPLETE') return;
  if (stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS') {
    tell(site, step, 'waiting', (await underWay(gateway, stack, [{ ...step, digest: removal(stack.id) }])).text);
    stack = await watcher.settled(stack.id, null, (status) => tell(site, step, 'waiting', `stack ${status}`));
    if (stack.status === 'DELETE_COMPLETE') return;
  }
  if (step.emptyBuckets) await emptyBuckets(site, step, stack.id);
  if (stack.terminationProtection) await gateway.setTerminationProtection(stack.id, false);
  const since = run.clock.now();
  const token = await tokenFor(gateway, stack.id, { ...step, digest: removal(stack.id) });
  await gateway.deleteStack(stack.id, { token, role: serviceRole });
  const progress = (message: string): void => tell(site, step, 'progress', message);
  const gone = await watcher.settled(
    stack.id,
    stack,
    (status) => progress(`stack ${status}`),
    run.isWatched ? progress : null,
    { kind: 'delete', expected: null },
  );
  if (gone.status === 'DELETE_COMPLETE') return;
  const failure = await firstFailure(gateway, stack.id, since - 5_000);
  const notEmpty = /not empty/i.test(failure?.reason ?? '');
  fail('StackFailed', `${step.stack} could not be deleted: ${failureText(failure, gone.status, gone.reason)}`, {
    hint: notEmpty
      ? 'set emptyBuckets: true on the service, or empty the bucket, then destroy again'
      : 'correct the cause, then destroy again',
  });
}

async function emptyBuckets(site: Demolition, step: RemovalStep, stackId: string): Promise<void> {
  const gateways = whileHeld(site.gateways, site.hold);
  const resources = await gateways.cloudformation(step.region).resources(stackId);
  const buckets = resources.filter(
    ({ type, physicalId, status }) => type === 'AWS::S3::Bucket' && physicalId !== null && status !== 'DELETE_COMPLETE',
  );
  for (const { physicalId } of buckets) {
    const count = await gateways.s3(step.region).emptyBucket(physicalId ?? '');
    tell(site, step, 'progress', `emptied ${physicalId} of ${count} objects`);
  }
}
