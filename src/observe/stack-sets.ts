import type { OrganizationsGateway } from '../aws/types/organizations.ts';
import type { StackSetsGateway } from '../aws/types/stack-sets.ts';
import type { Environment } from '../model/environment.ts';
import { BASELINE_SET, stackName } from '../model/names.ts';
import type { Observation, ObservedStackSet, StackSetsObservation } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import type { BaselineSet } from '../model/stack-set.ts';
import { isUnitWithin } from '../model/units.ts';
import { administrator } from './administrator.ts';
import { settledAccounts } from './settled.ts';
import { createUnits } from './units.ts';

/** Operations in these states are under way; later ones of the same set wait for them. */
const UNDER_WAY = ['QUEUED', 'RUNNING', 'STOPPING'];

/**
 * The stack sets that the definition names, and those that a deployment has left behind; null when there are none, so that
 * an environment without them costs no request. Reads only.
 */
export async function observeStackSets(
  environment: Environment,
  { account, recorded }: { readonly account: string | null; readonly recorded: Observation['recorded'] },
  run: Run,
): Promise<StackSetsObservation | null> {
  const names = namesOf(environment, recorded);
  if (names.length === 0) return null;
  const { gateway, management } = await administrator(environment.region, run);
  const sets = await Promise.all(names.map(async (name) => [name, await observeStackSet(gateway, name)] as const));
  const paths = [...new Set(environment.stackSets.map(({ unit }) => unit.value))];
  const units = await Promise.all(
    paths.map(async (path) => [path, await unitOf(path, run.aws.organizations)] as const),
  );
  const isNew = sets.some(([, set]) => set === null);
  const seen = { sets: Object.fromEntries(sets), units: Object.fromEntries(units) };
  return {
    ...seen,
    isTrusted: isNew ? await gateway.isTrusted() : true,
    management,
    settled: await settledAccounts(environment, account, seen, run),
  };
}

/** The stack set that brings the baseline of an environment, whoever it belongs to, with the accounts of its unit. Reads only. */
export async function observeBaselineSet(
  project: string,
  { owner, region, unit: path }: BaselineSet,
  run: Run,
): Promise<StackSetsObservation> {
  const { gateway, management } = await administrator(region, run);
  const name = stackName({ project, name: owner }, BASELINE_SET);
  const [set, unit] = await Promise.all([observeStackSet(gateway, name), unitOf(path, run.aws.organizations)]);
  return { sets: { [name]: set }, units: { [path]: unit }, isTrusted: true, management, settled: [] };
}

/** The same sets once more; who is in their units does not change in a moment. */
export async function observeStackSetsAgain(
  before: StackSetsObservation,
  region: string,
  run: Run,
): Promise<StackSetsObservation> {
  const { gateway } = await administrator(region, run);
  const names = Object.keys(before.sets);
  const sets = await Promise.all(names.map(async (name) => [name, await observeStackSet(gateway, name)] as const));
  return { ...before, sets: Object.fromEntries(sets) };
}

/** One set with its stacks; null when there is none. */
export async function observeStackSet(gateway: StackSetsGateway, name: string): Promise<ObservedStackSet | null> {
  const set = await gateway.describe(name);
  if (set === null) return null;
  const [instances, operations] = await Promise.all([gateway.instances(name), gateway.operations(name)]);
  const running = operations.filter(({ status }) => UNDER_WAY.includes(status)).map(({ id }) => id);
  return { ...set, instances, running };
}

function namesOf(environment: Environment, recorded: Observation['recorded']): string[] {
  const own = environment.stackSets.map(({ name }) => stackName(environment, name));
  const left = Object.values(recorded).flatMap(({ stackSet }) => stackSet ?? []);
  return [...new Set([...own, ...left])].sort();
}

/** A unit and the accounts in it and below it that a stack can be made in; null when there is no such unit. */
async function unitOf(
  given: string,
  organizations: OrganizationsGateway,
): Promise<StackSetsObservation['units'][string]> {
  const path = given.split('/').filter((part) => part !== '');
  const id = await unitIdOf(path, organizations);
  if (id === null) return null;
  const [accounts, organization] = await Promise.all([
    organizations.listAccounts(),
    organizations.describeOrganization(),
  ]);
  const open = accounts.filter((one) => one.state === 'ACTIVE' && one.id !== organization?.managementAccount);
  const units = createUnits(organizations);
  const inside = await Promise.all(
    open.map(async (one) => one.path?.includes(id) ?? isUnitWithin(await units.pathOf(one), path.join('/'))),
  );
  return {
    id,
    accounts: open
      .filter((_, index) => inside[index])
      .map((one) => one.id)
      .sort(),
  };
}

/** Null when there is no such unit. */
async function unitIdOf(path: readonly string[], organizations: OrganizationsGateway): Promise<string | null> {
  let id = await organizations.rootId();
  for (const name of path) {
    const unit = (await organizations.unitsBelow(id)).find((candidate) => candidate.name === name);
    if (!unit) return null;
    id = unit.id;
  }
  return id;
}
