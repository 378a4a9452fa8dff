import { describe, expect, it } from 'vitest';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { desk } from '../../support/cli.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { copyOf, members, type World } from '../../support/world.ts';

const REAP = 'reap --yes --close --output json';
const DAY = 86_400_000;

interface Saved {
  readonly account: string;
  /** The same world again, however often. */
  again(): Promise<World>;
}

/** An environment whose time is over, with two stacks and an account of its own. */
async function expired(): Promise<Saved> {
  const { run, world } = await desk({
    'test.yaml': {
      project: 'notes',
      region: REGION,
      account: { email: 'test@example.com' },
      expires: '1d',
      services: { a: service('a'), b: service('b', { runtime: { SIZE: '20' } }) },
    },
    ...stackFile('a', { exports: 'a-name' }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'a-name' } }),
  });
  await run('deploy test --create --yes');
  return { account: members(world)[0]?.id ?? '', again: () => copyOf(world, 2 * DAY) };
}

async function reap(world: World, aws: object = {}): Promise<number> {
  return (await (await desk({}, world)).run(REAP, { aws })).exit;
}

/** What is left, as AWS says it. */
async function remains(world: World, account: string): Promise<object> {
  const gateways = await enter(world, account, `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`);
  return {
    stacks: (await gateways.cloudformation(REGION).sweep()).map(({ name }) => name),
    parameters: (await gateways.ssm(REGION).below('/notes/test')).map(({ name }) => name),
    closing: organizationsOf(world.simulator.state).accounts[account]?.closing,
  };
}

describe.each(['before', 'after'] as const)('a reap that is killed %s a request took effect', (when) => {
  it('is gone on with by the next one, whichever request it was', { timeout: 120_000 }, async () => {
    const { account, again } = await expired();
    const log = wire();
    const undisturbed = await again();
    expect(await reap(undisturbed, { wrap: log.wrap })).toBe(0);
    const end = await remains(undisturbed, account);
    expect(end).toEqual({ stacks: [], parameters: [], closing: true });
    for (let calls = when === 'before' ? 0 : 1; calls < log.calls.length; calls += 3) {
      const world = await again();
      await reap(world, { wrap: (inner: Parameters<typeof killingHandler>[0]) => killingHandler(inner, calls, when) });
      // The lock of a process that died is dead after a minute.
      await world.simulator.settings.clock.sleep(90_000);
      const last = await reap(world);
      expect(last, `killed at ${calls}: ${log.calls[calls]}`).toBe(0);
      expect(await remains(world, account), `killed at ${calls}: ${log.calls[calls]}`).toEqual(end);
    }
  });
});
