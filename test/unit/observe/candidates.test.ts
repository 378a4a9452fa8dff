import { describe, expect, it } from 'vitest';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { service, stackFile } from '../../support/project.ts';
import { wire, type Wire } from '../../support/requests.ts';
import { createWorld, START } from '../../support/world.ts';

const DAY = 86_400_000;
const FOREIGN = 30;
const BASE = { project: 'notes', region: 'eu-west-1', services: { a: service('a') } };

/** One environment in an organization with thirty accounts of others, which have been there for long. */
async function organization(): Promise<Desk> {
  const world = createWorld({ accountQuota: 100 });
  const { state } = world.simulator;
  for (let index = 0; index < FOREIGN; index += 1) {
    const id = String(400_000_000_000 + index);
    seedAccount(state, { id, member: { email: `other${index}@example.com`, name: `other${index}` } });
    const account = organizationsOf(state).accounts[id];
    if (account) account.joined = START - DAY;
  }
  const made = await desk({ 'dev.yaml': { ...BASE, account: { email: 'dev@example.com' } }, ...stackFile('a') }, world);
  expect(await made.run('create-account dev')).toMatchObject({ exit: 0 });
  await world.simulator.settings.clock.sleep(DAY);
  return made;
}

async function list({ run }: Desk, onCall?: Parameters<typeof wire>[0]): Promise<{ seen: Wire; names: unknown }> {
  const seen = wire(onCall);
  const ended = await run('list --output json', { aws: { wrap: seen.wrap } });
  const all = ended.json()['environments'] as { name: string; orphan: boolean }[];
  return { seen, names: all.map(({ name, orphan }) => (orphan ? `${name} (orphan)` : name)) };
}

/** What somebody else does who has the same project. */
async function tag(world: Desk['world'], id: string, name: string): Promise<void> {
  await world.run().aws.organizations.tagAccount(id, { 'envctl:project': 'notes', 'envctl:environment': name });
}

describe('list', () => {
  it('does not ask for the tags of accounts that are nobody’s here', async () => {
    const { seen, names } = await list(await organization());
    expect(names).toEqual(['dev']);
    expect(seen.count('GetResources')).toBe(1);
    expect(seen.count('ListTagsForResource')).toBe(1);
  });

  it('finds what no definition describes', async () => {
    const project = await organization();
    await tag(project.world, '400000000007', 'forgotten');
    await project.world.simulator.settings.clock.sleep(60_000);
    expect((await list(project)).names).toEqual(['dev', 'forgotten (orphan)']);
  });

  it('finds an account that was made moments ago', async () => {
    const project = await organization();
    const more = { 'other.yaml': { ...BASE, account: { email: 'new@example.com' } }, ...stackFile('a') };
    const elsewhere = await desk(more, project.world);
    expect(await elsewhere.run('create-account other')).toMatchObject({ exit: 0 });
    expect((await list(project)).names).toEqual(['dev', 'other (orphan)']);
  });

  it('asks each account where the copy cannot be asked', async () => {
    const project = await organization();
    await tag(project.world, '400000000007', 'forgotten');
    const { seen, names } = await list(project, (call) => {
      if (call === 'GetResources') throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    });
    expect(names).toEqual(['dev', 'forgotten (orphan)']);
    expect(seen.count('ListTagsForResource')).toBe(FOREIGN + 1);
  });
});
