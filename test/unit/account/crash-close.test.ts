import { describe, expect, it } from 'vitest';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { desk } from '../../support/cli.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { copyOf, members, type World } from '../../support/world.ts';

const FILES = {
  'emma.yaml': {
    project: 'notes',
    region: REGION,
    account: { email: 'emma@example.com' },
    services: { a: service('a', { runtime: { SIZE: '20' } }) },
  },
  ...stackFile('a'),
};
const CLOSE = 'close-account emma --confirm emma --output json';

/** An environment that is deployed into an account of its own. */
async function deployed(): Promise<{ world: World; account: string }> {
  const { run, world } = await desk(FILES);
  const { exit, stderr } = await run('deploy emma --create --yes');
  expect(exit, stderr).toBe(0);
  return { world, account: members(world)[0]?.id ?? '' };
}

async function close(world: World, aws: object = {}): Promise<{ exit: number; outcome: unknown }> {
  const { exit, json } = await (await desk(FILES, world)).run(CLOSE, { aws });
  return { exit, outcome: json()['outcome'] };
}

const READS = /^(Get|List|Describe|HEAD|GET |AssumeRole)/;

/**
 * A process that is killed leaves AWS as its last change left it, whatever it has read since: before each change, and after
 * the last one, is everywhere.
 */
function killings(calls: readonly string[]): { readonly calls: number; readonly when: 'before' | 'after' }[] {
  const changes = [...calls.keys()].filter((index) => !READS.test(calls[index] ?? ''));
  return [
    ...changes.map((index) => ({ calls: index, when: 'before' as const })),
    { calls: changes.at(-1) ?? 0, when: 'after' },
  ];
}

describe('a close-account that is killed', () => {
  it('is gone on with by the next one, wherever it was', { timeout: 240_000 }, async () => {
    const { world: start, account } = await deployed();
    const log = wire();
    expect(await close(await copyOf(start), { wrap: log.wrap })).toEqual({ exit: 0, outcome: 'closing' });
    const killed = killings(log.calls);
    expect(killed.length).toBeGreaterThan(5);
    for (const { calls, when } of killed) {
      const world = await copyOf(start);
      await close(world, { wrap: (inner: SimulatorHandler) => killingHandler(inner, calls, when) });
      // The lock of a process that died is dead after a minute.
      await world.simulator.settings.clock.sleep(90_000);
      const at = `killed ${when} ${log.calls[calls]}`;
      expect(await close(world), at).toMatchObject({ exit: 0, outcome: 'closing' });
      expect(world.organizations.accounts[account], at).toMatchObject({ closing: true });
      expect(world.organizations.tags[account], at).toHaveProperty('envctl:closing');
      expect(world.organizations.closures, at).toHaveLength(1);
    }
  });
});
