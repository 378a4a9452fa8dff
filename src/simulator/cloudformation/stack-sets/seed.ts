import type { SeedInstance, SeedStackSet } from '../../../model/sandbox.ts';
import { section } from '../../../template/tree.ts';
import { uuid } from '../../ids.ts';
import { addStack, newStack } from '../new-stack.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import type { InstanceRecord, OperationRecord, StackSetRecord } from './record.ts';
import { addOperation } from './run.ts';
import { stackSetsOf } from './store.ts';
import { unitAbove } from './targets.ts';

/** A set whose units are known by their ids here. */
export interface SeededStackSet extends SeedStackSet {
  readonly units: readonly string[];
}

/**
 * Puts a stack set into the administrator's region as it is in another AWS. Its stacks are made from its own template; one with
 * which that does not work is there all the same, without resources. What is out of date will differ from the set in every
 * resource: what it was made from is not known. Answers what did not work. `elapse` lets everything happen that is under way;
 * `site` is the present each time.
 */
export function seedStackSet(seed: SeededStackSet, site: () => Site, elapse: () => void): string[] {
  const set = recordOf(seed, site());
  stackSetsOf(site())[set.id] = set;
  const made = seed.instances.filter(({ hasStack }) => hasStack);
  addOperation(set, creation(set, made, site()), site());
  elapse();
  const notes = made.flatMap((one) => described(set, one, site()));
  set.instances = Object.fromEntries(
    seed.instances.map((one) => [`${one.account}/${one.region}`, settled(set, one, site())]),
  );
  set.operations = {};
  return notes;
}

function recordOf(seed: SeededStackSet, site: Site): StackSetRecord {
  const { name, body, parameters, tags, capabilities, autoDeploy } = seed;
  return {
    id: `${name}:${uuid(site.state)}`,
    name,
    status: 'ACTIVE',
    content: { description: null, body, parameters, capabilities, tags },
    autoDeployment: { enabled: autoDeploy, retain: false },
    managed: true,
    units: [...seed.units],
    regions: [...seed.regions],
    instances: {},
    operations: {},
  };
}

/** Makes all stacks side by side, however many of them fail. */
function creation(set: StackSetRecord, instances: readonly SeedInstance[], site: Site): OperationRecord {
  const all = { count: null, percentage: 100 };
  return {
    id: BEFORE,
    action: 'CREATE',
    status: 'QUEUED',
    retain: false,
    preferences: { concurrent: all, tolerance: all, soft: true, parallel: true },
    created: site.now,
    ended: null,
    results: instances.map(({ account, region }) => {
      return { account, region, unit: unitOf(set, account, site), status: 'PENDING', reason: null };
    }),
  };
}

/** Id of the operation that made what is there. */
const BEFORE = 'before';

/** Where an account has left the units, its stack is still in the set by one of them. */
function unitOf({ units }: StackSetRecord, account: string, { state }: Site): string {
  return unitAbove(state, account, units) ?? units[0] ?? '';
}

/** In place of a stack that could not be made one without resources; answers why. */
function described(set: StackSetRecord, { account, region }: SeedInstance, admin: Site): string[] {
  const one = set.instances[`${account}/${region}`];
  if (one === undefined || one.status === 'CURRENT') return [];
  const site = { ...admin, account, region };
  const stack = newStack(`StackSet-${set.name}-${uuid(site.state)}`, {}, site);
  stack.status = 'CREATE_COMPLETE';
  stack.config = { ...stack.config, tags: set.content.tags };
  addStack(stack, site);
  one.stackId = stack.id;
  return [
    `the stack of ${set.name} in ${account}, ${region}, cannot be made from its template here: ${one.reason ?? ''}`,
  ];
}

function settled(set: StackSetRecord, { account, region, status, reason }: SeedInstance, admin: Site): InstanceRecord {
  const stackId = set.instances[`${account}/${region}`]?.stackId ?? null;
  const stack = regionOf({ ...admin, account, region }).stacks[stackId ?? ''];
  if (status !== 'CURRENT' && stack !== undefined) fallBehind(stack);
  const detailed = status === 'CURRENT' ? 'SUCCEEDED' : 'FAILED';
  return { account, region, unit: unitOf(set, account, admin), stackId, status, detailed, reason, lastOperation: null };
}

/** In nothing that its resources are made of, so that an update changes each of them and replaces none. */
function fallBehind(stack: StackRecord): void {
  for (const resource of Object.values(stack.resources)) {
    const { definition } = resource;
    resource.definition = { ...definition, Metadata: { ...section(definition, 'Metadata'), Behind: true } };
  }
}
