import type { ObservedStackSet, Observation } from '../model/observation.ts';
import type { ServicePlan } from '../model/plan.ts';
import type { RemovalStep } from '../model/removal.ts';
import type { PlanInput } from './input.ts';
import type { LinkedEnvironment } from './linked.ts';
import { isOwnStackSet, orphanedSets } from './stack-set-owner.ts';

/** Sets that the definition no longer names: kept, unless they are to be pruned. */
export function orphanedStackSets({ linked, observation, prune }: PlanInput): ServicePlan[] {
  const { region } = linked.environment;
  return orphanedSets(linked, observation).map(({ key, service, set, isProtected }): ServicePlan => {
    const goes = prune && !isProtected;
    const end = isProtected
      ? 'it is protected, and kept'
      : goes
        ? 'it is deleted with its stacks'
        : 'it is kept until --prune';
    const reason = `no longer in the definition: ${end}`;
    const about = { key, service, stack: set.name, region, action: goes ? 'delete' : 'orphan' } as const;
    const nothing = { edges: [], approval: null, resources: [], deployment: null } as const;
    return { ...about, ...nothing, reasons: [reason], removes: placesOf(set) };
  });
}

/** What of an environment's stack sets goes with it. */
export function stackSetSteps(
  linked: LinkedEnvironment,
  observation: Observation,
  includeProtected: boolean,
): RemovalStep[] {
  const { environment } = linked;
  const own = linked.stackSets.map(({ key, service, region, stack, edges }): RemovalStep => {
    const base = { key, service: service.name, stack, region, edges, orphan: false, emptyBuckets: false, retained: [] };
    const set = observation.stackSets?.sets[stack] ?? null;
    if (!set) return { ...base, stackId: null, action: 'absent', reason: null };
    const foreign = !isOwnStackSet(set, environment, service.name);
    const relied =
      service.baseline === null
        ? null
        : 'other accounts rely on it: take engine out of the baseline, then deploy with --prune';
    const kept = relied ?? (service.protected && !includeProtected ? 'it is protected' : null);
    const reason = foreign ? 'it does not carry our tags' : kept;
    return { ...base, stackId: null, action: reason === null ? 'delete' : 'kept', reason, stackSet: placesOf(set) };
  });
  const orphans = orphanedSets(linked, observation).map(({ key, service, set, isProtected }): RemovalStep => {
    const about = { key, service, stack: set.name, region: environment.region, stackId: null, edges: [] };
    const reason = isProtected && !includeProtected ? 'it is protected' : null;
    const rest = { reason, orphan: true, emptyBuckets: false, retained: [] };
    return { ...about, ...rest, action: reason === null ? 'delete' : 'kept', stackSet: placesOf(set) };
  });
  return [...own, ...orphans];
}

function placesOf({ units, regions, instances }: ObservedStackSet) {
  return { units, regions, stacks: instances.length };
}
