import type { Call, TaskCall } from '../service.ts';
import type { SandboxStack } from '../../model/sandbox.ts';
import { slice, type SimulatorState } from '../state.ts';
import type { ChangeSetRecord } from './change-record.ts';
import type { DriftRecord } from './drift/record.ts';
import type { TokenRecord } from './records.ts';
import type { StackRecord } from './stack-record.ts';
import type { StackSetRecord } from './stack-sets/record.ts';

/** One account and region, with everything that acting there needs: an operation's call, or a task's. */
export type Site = Omit<Call, 'principal'>;

/** CloudFormation in one account and region, as it is saved. */
export interface Region {
  /** By id, deleted ones too. */
  stacks: Record<string, StackRecord>;
  /** By id. */
  changeSets: Record<string, ChangeSetRecord>;
  /** By operation and client token. */
  tokens: Record<string, TokenRecord>;
  /** Resources that a deletion policy has kept: they are no stack's any more, but their names are taken. */
  kept: { readonly type: string; readonly physicalId: string }[];
  /** Drift detections by id, oldest first; not there before the first one. */
  drifts?: Record<string, DriftRecord>;
  /** By id, deleted ones too; not there before the first one. */
  stackSets?: Record<string, StackSetRecord>;
}

/** What a task's data begins with. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** CloudFormation's part of the state for an account and region, empty at first. */
export function regionOf(site: Pick<Site, 'state' | 'account' | 'region'>): Region {
  const all = allRegions(site.state);
  const regions = (all[site.account] ??= {});
  return (regions[site.region] ??= { stacks: {}, changeSets: {}, tokens: {}, kept: [] });
}

/** Drift detections of an account and region, by id. */
export function driftsOf(site: Pick<Site, 'state' | 'account' | 'region'>): Record<string, DriftRecord> {
  const region = regionOf(site);
  return (region.drifts ??= {});
}

function allRegions(state: SimulatorState): Record<string, Record<string, Region>> {
  return slice<Record<string, Record<string, Region>>>(state, 'cloudformation', () => ({}));
}

/** Every stack set, deleted ones too, with the account and region that it is administered from. */
export function allStackSets(state: SimulatorState): { set: StackSetRecord; place: Place }[] {
  return Object.entries(allRegions(state)).flatMap(([account, regions]) =>
    Object.entries(regions).flatMap(([region, { stackSets }]) =>
      Object.values(stackSets ?? {}).map((set) => ({ set, place: { account, region } })),
    ),
  );
}

/** Every stack of every account and region, those that others contain and deleted ones too. */
export function stacksEverywhere(state: SimulatorState): SandboxStack[] {
  const behind = outdatedStacks(state);
  return Object.entries(allRegions(state)).flatMap(([account, regions]) =>
    Object.entries(regions).flatMap(([region, { stacks }]) =>
      Object.values(stacks).map(({ id, name, status }) => {
        const isUp = status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';
        return { account, region, name, status: isUp && behind.has(id) ? 'OUTDATED' : status };
      }),
    ),
  );
}

/** Ids of the stacks that are not as their stack set is. */
function outdatedStacks(state: SimulatorState): Set<string | null> {
  const instances = allStackSets(state).flatMap(({ set }) => Object.values(set.instances));
  return new Set(instances.filter(({ status }) => status === 'OUTDATED').map(({ stackId }) => stackId));
}

/** Where a task acts: tasks have no caller, so their data says it. */
export function siteOf(place: Place, call: TaskCall): Site {
  return { ...call, account: place.account, region: place.region };
}

/** Has a task of this service carried out at this site after `ms`; see tasks.ts for the kinds. */
export function schedule(site: Site, ms: number, kind: string, data: Readonly<Record<string, unknown>>): void {
  site.schedule(ms, 'cloudformation', kind, { account: site.account, region: site.region, ...data });
}
