import type { StackInstance } from '../aws/types/stack-sets.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import type { ObservedStackSet, Observation, StackSetsObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import type { SeedInstance, SeedStackSet, SeedUnit } from '../model/sandbox.ts';
import { administrator } from './administrator.ts';
import { observeBaselineSet } from './stack-sets.ts';

/** Stack sets that take part in a rehearsal, and the units that they go to. */
export interface StackSetSeeds {
  readonly units: readonly SeedUnit[];
  readonly stackSets: readonly SeedStackSet[];
}

export interface StackSetSeedInput {
  readonly environment: Environment;
  readonly observation: Observation;
  readonly plan: Plan;
}

/** Those of the environment itself, and the one by which its baseline is still to come. Reads only. */
export async function stackSetSeeds(input: StackSetSeedInput, run: Run): Promise<StackSetSeeds> {
  const { environment, observation } = input;
  const brought = environment.baselineSet;
  const seen = [
    { observed: observation.stackSets, region: environment.region },
    { observed: await awaited(input, run), region: brought?.region ?? environment.region },
  ];
  const seeds = await Promise.all(
    seen.flatMap(({ observed, region }) => (observed ? [seedsOf(observed, region, observation, run)] : [])),
  );
  return { units: seeds.flatMap(({ units }) => units), stackSets: seeds.flatMap(({ stackSets }) => stackSets) };
}

/** Null where nothing is waited for, and to whom StackSets says nothing: then the deployment would wait in vain, too. */
async function awaited(
  { environment: { project, baselineSet }, plan }: StackSetSeedInput,
  run: Run,
): Promise<StackSetsObservation | null> {
  const waits = plan.baseline.steps.some(
    ({ item, action }) => action === 'create' && (item === 'artifacts' || item === 'deployRole'),
  );
  if (baselineSet === null || !waits) return null;
  try {
    return await observeBaselineSet(project, baselineSet, run);
  } catch (error) {
    if (error instanceof EnvctlError && error.code !== 'Interrupted') return null;
    throw error;
  }
}

async function seedsOf(
  observed: StackSetsObservation,
  region: string,
  seen: Observation,
  run: Run,
): Promise<StackSetSeeds> {
  const sets = Object.values(observed.sets).filter((set) => set !== null);
  const stackSets = await Promise.all(sets.map((set) => seedOf(set, { observed, region, seen }, run)));
  return { units: unitsOf(observed), stackSets };
}

/** Those of the definition, and those that a set still is in: of these no more is known than their ids. */
function unitsOf({ units, sets }: StackSetsObservation): SeedUnit[] {
  const named = Object.entries(units).flatMap(([path, unit]) => (unit ? [{ path, ...unit }] : []));
  const left = Object.values(sets).flatMap((set) =>
    (set?.units ?? [])
      .filter((id) => !named.some((unit) => unit.id === id))
      .map((id) => ({ path: id, accounts: (set?.instances ?? []).map(({ account }) => account) })),
  );
  return [...named.map(({ path, accounts }) => ({ path, accounts })), ...left];
}

interface About {
  readonly observed: StackSetsObservation;
  /** From which the set is administered. */
  readonly region: string;
  readonly seen: Observation;
}

async function seedOf(set: ObservedStackSet, { observed, region, seen }: About, run: Run): Promise<SeedStackSet> {
  const { name, body, parameters, tags, capabilities, autoDeploy, regions, units, instances, running } = set;
  const content = { name, body, parameters, tags, capabilities, autoDeploy, regions };
  const actions = instances.some(isUnclear) ? await actionsOf(name, region, run) : new Map<string, string>();
  const pathOf = (id: string): string => Object.entries(observed.units).find(([, unit]) => unit?.id === id)?.[0] ?? id;
  const seeds = instances.flatMap((one): SeedInstance[] => {
    const action = actions.get(one.operation ?? '') ?? null;
    const isUnderWay = running.includes(one.operation ?? '');
    // What is under way is taken to end well.
    if (isUnderWay && action === 'DELETE') return [];
    const status = isUnderWay ? 'CURRENT' : statusOf(one);
    const hasStack = status === 'CURRENT' || isThere(one, action, seen);
    const { account, region: place, stackId, reason } = one;
    return [{ account, region: place, stackId, reason, status, hasStack }];
  });
  return { ...content, region, targets: units.map(pathOf), instances: seeds };
}

function isUnclear({ status }: StackInstance): boolean {
  return status !== 'CURRENT';
}

/** What operations have done, by id; the latest of them. */
async function actionsOf(name: string, region: string, run: Run): Promise<Map<string, string>> {
  const { gateway } = await administrator(region, run);
  return new Map((await gateway.operations(name)).map(({ id, action }) => [id, action]));
}

function statusOf({ status }: StackInstance): SeedInstance['status'] {
  return status === 'CURRENT' || status === 'INOPERABLE' ? status : 'OUTDATED';
}

/**
 * Whether an instance that is not up to date has a stack. StackSets still names one that did not come up; only in the environment's
 * own account can be looked for it, elsewhere the last operation tells.
 */
function isThere({ account, region, stackId }: StackInstance, action: string | null, seen: Observation): boolean {
  if (stackId === null) return false;
  const stacks = account === seen.accountId ? seen.stacks[region] : undefined;
  return stacks ? stacks.some(({ id }) => id === stackId) : action !== 'CREATE';
}
