import type { Caller } from '../../aws/types/aws.ts';
import { roleNames } from '../../model/names.ts';
import type { Sandbox, SandboxStart, SeedStackSet } from '../../model/sandbox.ts';
import type { Seeds } from '../../observe/seeds.ts';
import type { PlannedEnvironment } from '../stages/plan.ts';
import type { Prepared } from '../stages/prepare.ts';

/** What StackSets may do where the stack sets have been seen: whoever sees them administers them. */
export function stackSetAccess(
  planned: readonly PlannedEnvironment[],
  seeds: readonly Seeds[],
  { management, caller }: { readonly management: string | null; readonly caller: Caller },
): SandboxStart['stackSets'] {
  const seen = planned.flatMap(({ observation }) => observation.stackSets ?? []);
  const isBrought = seeds.some(({ stackSets }) => stackSets.length > 0);
  if (management !== caller.account && (seen.length > 0 || isBrought)) return 'delegated';
  return isBrought || seen.some(({ isTrusted }) => isTrusted) ? 'trusted' : 'untrusted';
}

/** In an organization in which there is nothing the units of stack sets have no accounts but those that the run makes. */
export function emptyUnits(prepared: readonly Prepared[]): string[] {
  const units = new Set(prepared.flatMap(({ environment: { stackSets } }) => stackSets.map(({ unit }) => unit.value)));
  return [...units].map((unit) => `the unit ${unit} is there, and has no accounts of others`);
}

/** Exports in accounts that nobody looks into. */
export function importsOfSets(prepared: readonly Prepared[]): string[] {
  const sets = prepared.flatMap(({ linked }) => linked.stackSets);
  const importing = sets.filter(({ template }) => JSON.stringify(template.tree).includes('"Fn::ImportValue"'));
  return importing.map(({ stack }) => `what stacks of stack set ${stack} import is there in every account`);
}

/** Operations that nobody waits for in a rehearsal. */
export function operationsUnderWay(planned: readonly PlannedEnvironment[]): string[] {
  return planned.flatMap(({ observation }) =>
    Object.values(observation.stackSets?.sets ?? {}).flatMap((set) =>
      (set?.running ?? []).map(
        (id) => `operation ${id} of stack set ${set?.name ?? ''}, which is under way, ends well`,
      ),
    ),
  );
}

/** Each once, although several environments may have seen it; answers what of them could not be made as it is there. */
export function seedStackSets(sandbox: Sandbox, seeds: readonly Seeds[]): string[] {
  const found = new Map<string, SeedStackSet>();
  for (const set of seeds.flatMap(({ stackSets }) => stackSets)) found.set(`${set.region}/${set.name}`, set);
  return [...found.values()].flatMap((set) => sandbox.seedStackSet(set));
}

/**
 * The deploy role in accounts that a stack set of a baseline leaves out because it is there. Those of the environments that are rehearsed
 * have got their baseline already, as far as it is there.
 */
export function seedSettledAccounts(sandbox: Sandbox, planned: readonly PlannedEnvironment[]): void {
  const own = new Set(planned.map(({ observation }) => observation.accountId));
  for (const { linked, observation } of planned) {
    const role = roleNames(linked.environment.project).deploy;
    const entrance = { role, externalId: null, profile: null };
    const settled = (observation.stackSets?.settled ?? []).filter((id) => !own.has(id));
    for (const id of settled)
      sandbox.seedAccount({ id, entrance, member: null, alias: null, contacts: {}, regions: [] });
  }
}
