import type { RemovalOutcome } from '../model/outcome.ts';
import type { NodeKey, ServicePlan } from '../model/plan.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import { NOTHING_REMOVED, outcomeOf, removeStacks, type RemovalResult } from './destroy.ts';
import type { Site } from './site.ts';
import { Slots } from './slots.ts';

const CONCURRENCY = 10;

/** Deletes the stacks that the plan says go: the definition no longer names them, and `--prune` was given. */
export async function prune(site: Site): Promise<RemovalResult> {
  const steps = stepsOf(site);
  if (steps.length === 0) return NOTHING_REMOVED;
  const { run, gateways, hold, serviceRole } = site;
  const { project, environment, region } = site.plan;
  const accountId = gateways.account;
  const plan: RemovalPlan = { project, environment, region, accountId, services: steps, parameters: [], kept: [] };
  const options = { slots: new Slots(CONCURRENCY), failFast: false, signal: run.signal };
  return removeStacks([{ plan, run, gateways, hold, serviceRole }], options);
}

/** The same where nothing is deleted after all, because something before it went wrong. */
export function notPruned(site: Site): RemovalResult {
  const reason = 'kept, because something else failed first';
  const outcomes = new Map(
    stepsOf(site).map((step): [NodeKey, RemovalOutcome] => [step.key, outcomeOf(step, 'skipped', reason)]),
  );
  return { ...NOTHING_REMOVED, outcomes };
}

function stepsOf(site: Site): RemovalStep[] {
  return site.plan.services.filter(({ action }) => action === 'delete').map((service) => stepOf(service, site));
}

function stepOf({ key, service, stack, region, removes }: ServicePlan, site: Site): RemovalStep {
  const stackId = site.stacks.get(key)?.id ?? stack;
  const named = { key, service, stack, region, stackId };
  const step = { ...named, action: 'delete', reason: null, edges: [], emptyBuckets: false, retained: [] } as const;
  return removes ? { ...step, orphan: false, stackSet: removes } : { ...step, orphan: true };
}
