import type { AccountGateways } from '../aws/types/account.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fail } from '../diagnostics/error.ts';
import type { RemovalOutcome } from '../model/outcome.ts';
import type { NodeKey } from '../model/plan.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import type { Event, Run } from '../model/run.ts';
import { reversed, type Graph } from '../plan/graph.ts';
import { removal } from '../plan/request-token.ts';
import { asFailure } from './failed.ts';
import { failureText, firstFailure } from './failure.ts';
import { importersOf } from './importers.ts';
import { tokenFor, underWay } from './under-way.ts';
import { Watchers } from './watchers.ts';
import { walk, type WalkOptions } from './walker.ts';

/** One environment while it is taken down. */
export interface Demolition {
  readonly plan: RemovalPlan;
  readonly run: Run;
  readonly gateways: AccountGateways;
  readonly serviceRole: string | null;
}

export interface RemovalResult {
  readonly outcomes: ReadonlyMap<NodeKey, RemovalOutcome>;
  readonly errors: ReadonlyMap<NodeKey, Diagnostic>;
}

/** Deletes the stacks of several environments, importers before exporters, also from one environment to the other. */
export async function removeStacks(sites: readonly Demolition[], options: WalkOptions): Promise<RemovalResult> {
  const jobs = new Map(
    sites.flatMap((site) =>
      site.plan.services.filter(({ action }) => action === 'delete').map((step) => [step.key, { site, step }] as const),
    ),
  );
  const watchers = sites[0] && new Watchers(sites[0].run);
  const asked = await Promise.all(sites.map(importersOf));
  const imports = new Map(asked.flatMap((uses) => [...uses]));
  const uses: Graph = new Map(
    [...jobs].map(([key, { step }]) => {
      const used = [...step.edges.map(({ to }) => to), ...(imports.get(key) ?? [])];
      return [key, new Set(used.filter((to) => jobs.has(to)))];
    }),
  );
  const outcomes = new Map<NodeKey, RemovalOutcome>();
  const errors = new Map<NodeKey, Diagnostic>();
  const visit = async (key: NodeKey): Promise<boolean> => {
    const job = jobs.get(key);
    if (!job || !watchers) return true;
    const { site, step } = job;
    try {
      tell(site, step, 'started', 'deleting');
      await removeStack(site, step, watchers);
      outcomes.set(key, outcomeOf(step, 'deleted', null));
      tell(site, step, 'done', 'deleted');
      return true;
    } catch (error) {
      const failure = asFailure(error).diagnostics[0];
      errors.set(key, failure);
      outcomes.set(key, outcomeOf(step, 'failed', failure.message));
      tell(site, step, 'failed', failure.message);
      return false;
    }
  };
  const results = await walk(reversed(uses), visit, options);
  for (const [key, { step }] of jobs) {
    const result = results.get(key);
    if (result?.state !== 'skipped') continue;
    const user =
      result.because === null
        ? 'stopped before it was its turn'
        : `${result.because.slice(result.because.indexOf('/') + 1, result.because.lastIndexOf('@'))}, which uses it, is still there`;
    outcomes.set(key, outcomeOf(step, 'skipped', user));
  }
  return { outcomes, errors };
}

/** The outcome of a step; for what is kept or absent nothing has to be done. */
export function outcomeOf(
  { service, stack, region }: RemovalStep,
  outcome: RemovalOutcome['outcome'],
  reason: string | null,
): RemovalOutcome {
  return { service, stack, region, outcome, reason };
}

function tell(
  { run, plan }: Demolition,
  { service, region }: RemovalStep,
  phase: Event['phase'],
  message: string,
): void {
  const subject = region === plan.region ? service : `${service}@${region}`;
  run.emit({ environment: plan.environment, subject, phase, message });
}

async function removeStack(site: Demolition, step: RemovalStep, watchers: Watchers): Promise<void> {
  const { run, gateways, serviceRole } = site;
  const gateway = gateways.cloudformation(step.region);
  const watcher = watchers.of(gateways, step.region);
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
    'delete',
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

async function emptyBuckets({ gateways, run, plan }: Demolition, step: RemovalStep, stackId: string): Promise<void> {
  const resources = await gateways.cloudformation(step.region).resources(stackId);
  const buckets = resources.filter(
    ({ type, physicalId, status }) => type === 'AWS::S3::Bucket' && physicalId !== null && status !== 'DELETE_COMPLETE',
  );
  for (const { physicalId } of buckets) {
    const count = await gateways.s3(step.region).emptyBucket(physicalId ?? '');
    run.emit({
      environment: plan.environment,
      subject: step.service,
      phase: 'progress',
      message: `emptied ${physicalId} of ${count} objects`,
    });
  }
}
