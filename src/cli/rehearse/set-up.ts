import { applyBaseline } from '../../baseline/apply.ts';
import { planBaseline } from '../../baseline/plan.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { BaselineStep } from '../../model/baseline.ts';
import type { Run } from '../../model/run.ts';
import type { Sandbox, SeedRegion, SeedStack } from '../../model/sandbox.ts';
import { enterAccount } from '../../observe/access.ts';
import type { Seeds } from '../../observe/seeds.ts';
import type { Context } from '../context.ts';
import type { PlannedEnvironment } from '../stages/plan.ts';
import { seedAccounts, type Looked } from './look.ts';
import { seedSettledAccounts, seedStackSets } from './stack-sets.ts';

/** A sandbox in which everything is as it was seen, and what of it could not be made so. */
export interface SetUp {
  readonly sandbox: Sandbox;
  readonly notes: readonly string[];
}

/**
 * Accounts, then stack sets, what of the baseline is in place beside what they bring, stacks, parameters and what lies in the artifact
 * bucket.
 */
export async function setUp(context: Context, { start, planned, seeds }: Looked): Promise<SetUp> {
  const sandbox = await context.openSandbox(context, start);
  seedAccounts(sandbox, seeds, start);
  const notes = seedStackSets(sandbox, seeds);
  const before = sandbox.before();
  for (const one of planned) notes.push(...(await makeBaseline(one, before)));
  seedSettledAccounts(sandbox, planned);
  const regions = seeds.flatMap((seed) => seed.regions);
  for (const region of merged(regions, stacksOfSets(seeds))) notes.push(...sandbox.seedRegion(region));
  for (const { objects } of seeds) for (const object of objects) sandbox.seedObject(object);
  return { sandbox, notes };
}

/** Ids of the stacks that come with their set. */
function stacksOfSets(seeds: readonly Seeds[]): Set<string | null> {
  const sets = seeds.flatMap(({ stackSets }) => stackSets);
  return new Set(sets.flatMap(({ instances }) => instances.map(({ stackId }) => stackId)));
}

/** Makes those steps of the baseline that are not missing where the account really is; there nobody waits for a stack set any more. */
async function makeBaseline({ linked, observation }: PlannedEnvironment, run: Run): Promise<string[]> {
  const environment = { ...linked.environment, baselineSet: null };
  const { accountId: id, baseline: missing } = observation;
  if (id === null) return [];
  try {
    const gateways = await enterAccount(environment, { id, joined: null }, 'admin', run);
    const steps = await planBaseline(environment, gateways, run);
    const inPlace = steps.filter(
      (step) => isChange(step) && !missing.some((other) => isChange(other) && fits(other, step)),
    );
    await applyBaseline(environment, inPlace, gateways, run);
    return [];
  } catch (error) {
    if (!(error instanceof EnvctlError)) throw error;
    return [`the baseline of ${environment.name} cannot be set up here as it is: ${error.message}`];
  }
}

function isChange({ action }: BaselineStep): boolean {
  return action === 'create' || action === 'update';
}

/** A missing step without a region stands for every region. */
function fits(missing: BaselineStep, step: BaselineStep): boolean {
  return missing.item === step.item && (missing.region === null || missing.region === step.region);
}

/** Environments of one account have seen the same stacks. Those of `made` are there already. */
function merged(regions: readonly SeedRegion[], made: ReadonlySet<string | null>): SeedRegion[] {
  const found = new Map<string, SeedRegion>();
  for (const seed of regions) {
    const key = `${seed.account}/${seed.region}`;
    const known = found.get(key);
    const stacks = mergedStacks([...(known?.stacks ?? []), ...seed.stacks]).filter(({ id }) => !made.has(id));
    found.set(key, { ...seed, stacks, parameters: [...(known?.parameters ?? []), ...seed.parameters] });
  }
  return [...found.values()];
}

function mergedStacks(stacks: readonly SeedStack[]): SeedStack[] {
  const found = new Map<string, SeedStack>();
  for (const stack of stacks) {
    const known = found.get(stack.id);
    found.set(stack.id, known?.template ? known : stack);
  }
  return [...found.values()];
}
