import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planAll } from '../../../src/cli/stages/plan.ts';
import { prepareValid } from '../../../src/cli/stages/prepare.ts';
import { definitionCheck as makeCheck } from '../../../src/definition/definition-check.ts';
import { loadEnvironments, openProject } from '../../../src/definition/load.ts';
import { groupsOf } from '../../../src/plan/groups.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { emptyState } from '../../../src/simulator/state.ts';
import { desk } from '../../support/cli.ts';
import { counted, type Tally } from '../../support/counted.ts';
import { folder, type Files } from '../../support/folder.ts';
import { service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { createWorld, MANAGEMENT, START, type World } from '../../support/world.ts';

const FEW = 2;
const MANY = 2 * FEW;

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `e${index}`);
}

function idOf(index: number): string {
  return String(300_000_000_000 + index);
}

/** Environments of two services, each in an account of its own. */
function project(count: number): Files {
  const services = { a: service('a'), b: service('b', { dependsOn: ['a'] }) };
  const definitions = names(count).map((name, index) => [
    `environments/${name}.yaml`,
    { project: 'notes', region: 'eu-west-1', account: { id: idOf(index) }, baseline: { deployRole: false }, services },
  ]);
  return { ...stackFile('a'), ...stackFile('b'), ...(Object.fromEntries(definitions) as Files) };
}

/** A world with these accounts, of which is counted what the simulator reads. */
function worldOf(count: number, tally: Tally): World {
  const state = counted({ ...emptyState(), now: START }, tally);
  seedOrganization(state, MANAGEMENT);
  for (const [index, name] of names(count).entries())
    seedAccount(state, { id: idOf(index), member: { email: `${name}@example.com`, name } });
  return createWorld({}, { state });
}

/** Deployed, once more, and taken down: what envctl asked of AWS, and what the simulator read of its world to answer. */
async function life(count: number): Promise<{ calls: number; reads: number }> {
  const tally = { reads: 0 };
  const { run } = await desk(project(count), worldOf(count, tally));
  const seen = wire();
  for (const command of ['deploy', 'deploy', 'destroy']) {
    const line = [command, ...names(count), '--yes', '--quiet', '--concurrency', '100'];
    expect(await run(line, { aws: { wrap: seen.wrap } })).toMatchObject({ exit: 0 });
  }
  return { calls: seen.calls.length, reads: tally.reads };
}

/** How often definitions were checked, for a command line about some of a few environments. */
async function checks(...line: readonly string[]): Promise<number> {
  let count = 0;
  const definitionCheck = new Proxy(makeCheck(), {
    apply: (check, self, given) => {
      count += 1;
      return Reflect.apply(check, self, given) as unknown;
    },
  });
  const { run } = await desk(project(FEW), worldOf(FEW, { reads: 0 }));
  expect(await run(line, { definitionCheck })).toMatchObject({ exit: 0 });
  return count;
}

/** From definitions to plans: what is read of the definitions on the way. */
async function planned(count: number): Promise<number> {
  const root = await folder(project(count));
  const opened = await openProject({ dir: join(root, 'environments'), cwd: root });
  if (!opened.value) throw new Error('the project cannot be read');
  const options = {
    dir: join(root, 'environments'),
    cwd: root,
    region: null,
    env: {},
    as: null,
    configSchemas: new Map<string, never>(),
    configFiles: new Map<string, never>(),
    gitSha: () => Promise.resolve(null),
  };
  const loaded = await loadEnvironments(opened.value, names(count), options);
  const tally = { reads: 0 };
  const environments = loaded.environments.map((environment) => counted(environment, tally));
  const related = new Map(environments.map((environment) => [environment.name, environment] as const));
  const prepared = await prepareValid({ ...loaded, project: opened.value, options, environments, related });
  const run = worldOf(count, { reads: 0 }).run();
  const how = { only: null, to: null, prune: false, adopt: false, create: false, readOnly: true };
  const { planned: plans } = await planAll(prepared, run, how);
  expect(groupsOf(plans, (one) => one.prepared)).toHaveLength(count);
  return tally.reads;
}

describe('twice as many environments', () => {
  it('cost no more than twice the calls, and twice the work to answer them', async () => {
    const [few, many] = [await life(FEW), await life(MANY)];
    expect(many.calls).toBeLessThanOrEqual(2 * few.calls);
    expect(many.reads).toBeLessThanOrEqual(2 * few.reads);
  });

  it('are read once, also by what has to know all of them: nobody may use what goes', async () => {
    const once = await checks('plan', ...names(FEW));
    expect(await checks('destroy', ...names(FEW), '--yes')).toBe(once);
    expect(await checks('plan', ...names(FEW), '--destroy')).toBe(once);
    expect(await checks('destroy', 'e0', '--yes')).toBeGreaterThan(once);
  });

  it('are looked at no more than twice as often until they are planned', async () => {
    const [few, many] = [await planned(FEW), await planned(MANY)];
    expect(many).toBeLessThanOrEqual(2 * few);
  });
});
