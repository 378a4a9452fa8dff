import type { Stack } from '../aws/types/cloudformation.ts';
import { TAG } from '../model/names.ts';
import { nodeKey, type Edge } from '../model/plan.ts';
import type { ExpiredEnvironment } from '../model/reap.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import { keepWhatIsUsed, parametersOf } from './destroy.ts';

/**
 * What goes of environments whose time is over. Stacks with termination protection stay, with all that they use; so does an
 * environment that one uses which is not over. `others`: every stack of the same projects that was seen. Pure.
 */
export function planReaping(
  expired: readonly ExpiredEnvironment[],
  others: readonly Stack[],
  purge: boolean,
): ReadonlyMap<ExpiredEnvironment, RemovalPlan> {
  const used = usedOnes(expired, others);
  const steps = keepWhatIsUsedBySite(expired, used);
  return new Map(
    expired.map((environment) => [
      environment,
      removalOf(environment, steps, { purge, isUsed: used.has(environment) }),
    ]),
  );
}

type Users = ReadonlyMap<ExpiredEnvironment, string>;

/** Environments that somebody uses who stays, with who that is. One that stays keeps those that it uses. */
function usedOnes(expired: readonly ExpiredEnvironment[], others: readonly Stack[]): Users {
  const used = new Map<ExpiredEnvironment, string>();
  for (let before = -1; before < used.size;) {
    before = used.size;
    const going = expired.filter((environment) => !used.has(environment));
    for (const environment of going) {
      const user = borrowerOf(environment, going, others) ?? importerOf(environment, going, others);
      if (user !== null) used.set(environment, user);
    }
  }
  return used;
}

function borrowerOf(
  { project, name }: ExpiredEnvironment,
  going: readonly ExpiredEnvironment[],
  others: readonly Stack[],
): string | null {
  const borrower = others.find(({ tags }) => {
    const borrows = (tags[TAG.borrows] ?? '').split(' ').some((lent) => lent.startsWith(`${name}/`));
    const isGoing = going.some((one) => one.project === tags[TAG.project] && one.name === tags[TAG.environment]);
    return borrows && tags[TAG.project] === project && tags[TAG.environment] !== name && !isGoing;
  });
  return borrower?.tags[TAG.environment] ?? null;
}

function importerOf(
  { imports, accountId }: ExpiredEnvironment,
  going: readonly ExpiredEnvironment[],
  others: readonly Stack[],
): string | null {
  const neighbours = going.filter((one) => one.accountId === accountId);
  const isGoing = (region: string, stack: string): boolean =>
    neighbours.some(({ stacks }) => stacks[region]?.some(({ name }) => name === stack));
  const importer = imports.find(({ region, from }) => !isGoing(region, from));
  if (!importer) return null;
  const stack = others.find(({ name, id }) => name === importer.from && id.split(':')[4] === accountId);
  return stack?.tags[TAG.environment] ?? `stack ${importer.from}`;
}

/** Steps by environment. In one account those of a project are looked at together: some use what others export. */
function keepWhatIsUsedBySite(
  expired: readonly ExpiredEnvironment[],
  used: Users,
): ReadonlyMap<ExpiredEnvironment, readonly RemovalStep[]> {
  const all = new Map(expired.map((environment) => [environment, stepsOf(environment, expired, used)]));
  return new Map(
    expired.map((environment) => {
      const site = expired.filter((other) => siteOf(other) === siteOf(environment));
      const kept = keepWhatIsUsed(site.flatMap((other) => all.get(other) ?? []));
      const own = new Set((all.get(environment) ?? []).map(({ key }) => key));
      return [environment, kept.filter(({ key }) => own.has(key))];
    }),
  );
}

/** Where the keys of steps are unique. */
function siteOf({ accountId, project }: Pick<ExpiredEnvironment, 'accountId' | 'project'>): string {
  return `${accountId} ${project}`;
}

function stepsOf(environment: ExpiredEnvironment, expired: readonly ExpiredEnvironment[], used: Users): RemovalStep[] {
  const user = used.get(environment);
  const site = expired.filter((other) => siteOf(other) === siteOf(environment));
  return Object.entries(environment.stacks).flatMap(([region, stacks]) =>
    stacks.map((stack): RemovalStep => {
      const service = serviceOf(stack);
      const protection = stack.terminationProtection ? 'its termination protection is on' : null;
      const reason = protection ?? (user === undefined ? null : `${user} uses the environment`);
      return {
        key: keyOf(environment, stack, region),
        service,
        stack: stack.name,
        region,
        stackId: stack.id,
        action: reason === null ? 'delete' : 'kept',
        reason,
        edges: site.flatMap((other) => edgesTo(other, stack, region)),
        orphan: false,
        emptyBuckets: environment.emptyBuckets.includes(service),
        retained: [],
      };
    }),
  );
}

/** What a stack imports from an environment. */
function edgesTo(other: ExpiredEnvironment, { name }: Stack, region: string): Edge[] {
  return other.imports
    .filter((found) => found.region === region && found.from === name)
    .flatMap(({ to }) => other.stacks[region]?.filter((stack) => stack.name === to) ?? [])
    .map((stack) => ({ to: keyOf(other, stack, region), why: 'imports what it exports' }));
}

function serviceOf(stack: Stack): string {
  return stack.tags[TAG.service] ?? stack.name;
}

function keyOf({ name }: ExpiredEnvironment, stack: Stack, region: string): string {
  return nodeKey(name, serviceOf(stack), region);
}

function removalOf(
  environment: ExpiredEnvironment,
  all: ReadonlyMap<ExpiredEnvironment, readonly RemovalStep[]>,
  { purge, isUsed }: { readonly purge: boolean; readonly isUsed: boolean },
): RemovalPlan {
  const { project, name, region, accountId } = environment;
  const steps = all.get(environment) ?? [];
  const stays = steps.filter(({ action }) => action === 'kept');
  const kept = new Set(stays.map((step) => `${step.region} ${step.service}`));
  const parameters = parametersOf(
    { project, name, services: [] },
    environment,
    { has: (service) => !isUsed && !kept.has(service) },
    purge,
  );
  return {
    project,
    environment: name,
    region,
    accountId,
    services: steps,
    parameters: parameters.gone,
    kept: [...stays.map(({ stack }) => stack), ...parameters.kept],
  };
}
