import { EnvctlError } from '../../diagnostics/error.ts';
import { follow } from '../../execute/stack-set-operation.ts';
import type { ObservedStackSet, StackSetsObservation } from '../../model/observation.ts';
import type { Run } from '../../model/run.ts';
import type { StackSetService } from '../../model/stack-set.ts';
import { administrator } from '../../observe/administrator.ts';
import { unitIdOf } from '../../observe/stack-sets.ts';
import type { PlannedEnvironment } from '../stages/plan.ts';
import type { Prepared } from '../stages/prepare.ts';

/**
 * Leaves out those that a sandbox cannot have: the set of the baseline, because what bootstrap made in other accounts is not
 * there, and all of a delegated administrator, because the sandbox's caller is none. Where there is no organization, planning
 * refuses them.
 */
export function rehearsableSets(
  prepared: readonly Prepared[],
  isManagement: boolean,
): { readonly prepared: readonly Prepared[]; readonly assumptions: readonly string[] } {
  const stays = ({ baseline }: StackSetService): boolean => isManagement && baseline === null;
  const assumptions = prepared.flatMap(({ environment: { name, stackSets } }) =>
    stackSets
      .filter((service) => !stays(service))
      .map((service) => `the stack set of ${name}/${service.name} is left out: its accounts are not rehearsed`),
  );
  const staying = prepared.map((one) => {
    const stackSets = one.environment.stackSets.filter(stays);
    const linked = one.linked.stackSets.filter(({ service }) => stays(service));
    const environment = { ...one.linked.environment, stackSets };
    const parts = { environment, stackSets: linked };
    return { ...one, environment: { ...one.environment, stackSets }, linked: { ...one.linked, ...parts } };
  });
  return { prepared: staying, assumptions };
}

/** In an organization in which there is nothing the units of stack sets have no accounts but those that the run makes. */
export function emptyUnits(prepared: readonly Prepared[]): string[] {
  return prepared.flatMap(({ environment: { stackSets } }) =>
    stackSets.map(({ unit }) => `the unit ${unit.value} is there, and has no accounts of others`),
  );
}

/**
 * Makes the stack sets that were seen, with those of their stacks that are up to date, from their own templates. Answers what of
 * it did not work, for a person.
 */
export async function makeStackSets({ linked, observation }: PlannedEnvironment, run: Run): Promise<string[]> {
  const { stackSets } = observation;
  if (stackSets === null) return [];
  const { gateway } = await administrator(linked.environment.region, run);
  if (stackSets.isTrusted) await gateway.activate();
  const notes: string[] = [];
  for (const set of Object.values(stackSets.sets)) {
    if (set === null) continue;
    try {
      notes.push(...(await makeStackSet(set, stackSets, linked.environment.region, run)));
    } catch (error) {
      if (!(error instanceof EnvctlError)) throw error;
      notes.push(`stack set ${set.name} cannot be set up here as it is: ${error.message}`);
    }
  }
  return notes;
}

async function makeStackSet(
  set: ObservedStackSet,
  { units }: StackSetsObservation,
  region: string,
  run: Run,
): Promise<string[]> {
  const { gateway } = await administrator(region, run);
  await gateway.create(set);
  if (set.units.length === 0 || set.regions.length === 0) return [];
  const pathOf = (id: string): string => Object.entries(units).find(([, unit]) => unit?.id === id)?.[0] ?? id;
  const ids = await Promise.all(set.units.map((id) => unitIdOf(pathOf(id).split('/'), run.aws.organizations)));
  const there = new Set(set.instances.filter(({ status }) => status === 'CURRENT').map(({ account }) => account));
  const except = Object.values(units).flatMap((unit) => (unit?.accounts ?? []).filter((one) => !there.has(one)));
  const target = { units: ids.filter((id) => id !== null), regions: set.regions, except };
  const all = { percentage: 100 } as const;
  await gateway.createInstances(set.name, target, { id: MADE, maxConcurrent: all, failureTolerance: all });
  const { instances } = await follow({ gateway, name: set.name, id: MADE, run }, () => undefined);
  return instances.flatMap(({ outcome, account, reason }) =>
    outcome === 'failed' ? [`the stack of ${set.name} in ${account} cannot be set up here: ${reason ?? ''}`] : [],
  );
}

/** Id of the operation that makes what is there. */
const MADE = 'rehearsal-begins';
