import type { StackInstance } from '../aws/types/stack-sets.ts';
import type { ObservedStackSet } from '../model/observation.ts';
import type { PlannedInstance, StackSetTarget } from '../model/stack-set.ts';

/** Where the definition wants the stacks of a set. */
export interface WantedPlaces {
  readonly unitId: string | null;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

interface Circumstances {
  /** The content of the set changes, so that every stack is updated. */
  readonly updates: boolean;
  readonly leaves: readonly StackSetTarget[];
}

/** What happens to each stack of a set: those that are wanted, and those that are there. By account, then region. */
export function instancesOf(
  set: ObservedStackSet | null,
  places: WantedPlaces,
  { updates, leaves }: Circumstances,
): PlannedInstance[] {
  const there = new Map((set?.instances ?? []).map((one) => [placeOf(one), one]));
  const wanted = places.accounts.flatMap((account) => places.regions.map((region) => ({ account, region })));
  const names = new Set(wanted.map(placeOf));
  const own = wanted.map((one): PlannedInstance => ({ ...one, action: actionFor(there.get(placeOf(one)), updates) }));
  const others = [...there.values()]
    .filter((one) => !names.has(placeOf(one)))
    .map(({ account, region }): PlannedInstance => ({
      account,
      region,
      action: leaves.length > 0 ? 'delete' : 'kept',
    }));
  return [...own, ...others].sort((a, b) => compare(placeOf(a), placeOf(b)));
}

/** Operations that take stacks out of units and regions that are no longer wanted: of all regions in a unit, or of a region in all units. */
export function leavesOf(set: ObservedStackSet, { unitId, regions }: WantedPlaces): StackSetTarget[] {
  const units = set.units.filter((unit) => unit !== unitId);
  const left = set.regions.filter((region) => !regions.includes(region));
  const kept = set.units.filter((unit) => unit === unitId);
  return [
    ...(units.length > 0 ? [{ units, regions: set.regions }] : []),
    ...(left.length > 0 && kept.length > 0 ? [{ units: kept, regions: left }] : []),
  ];
}

function actionFor(instance: StackInstance | undefined, updates: boolean): PlannedInstance['action'] {
  if (!instance) return 'create';
  if (instance.status === 'INOPERABLE') return 'none';
  return updates || instance.status === 'OUTDATED' ? 'update' : 'none';
}

function placeOf({ account, region }: { readonly account: string; readonly region: string }): string {
  return `${account}/${region}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
