import { describe, expect, it } from 'vitest';
import { closeAccount } from '../../../src/execute/account/close.ts';
import { createAccount } from '../../../src/execute/account/create.ts';
import type { AccountOutcome } from '../../../src/model/account.ts';
import type { Run } from '../../../src/model/run.ts';
import { observeAccount } from '../../../src/observe/account.ts';
import { settingsOf } from '../../../src/simulator/account/store.ts';
import { environment, member } from '../../support/environment.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { createWorld, members, unitPath } from '../../support/world.ts';

const EMMA = { name: 'Emma', title: 'Security', email: 'emma@example.com', phone: '+44 20 7946 0000' };
const STAGING = environment(
  member({
    organizationalUnit: 'Workloads/Staging',
    alias: 'acme-staging',
    tags: { tier: 'test' },
    contacts: { security: EMMA },
  }),
);

async function create(run: Run): Promise<AccountOutcome> {
  const observation = await observeAccount(STAGING, run, 'manage');
  return createAccount(STAGING, observation, run, { createOrganization: true, adopt: false });
}

async function close(run: Run): Promise<void> {
  await closeAccount(STAGING, await observeAccount(STAGING, run, 'manage'), run);
}

/** Requests that an undisturbed run sends. */
async function requestsOf(
  prepare: (run: Run) => Promise<unknown>,
  work: (run: Run) => Promise<unknown>,
): Promise<number> {
  const world = createWorld({}, { organization: false });
  await prepare(world.run());
  const run = world.run();
  await work(run);
  return run.aws.calls.total();
}

const nothing = async (): Promise<void> => {};

describe.each(['before', 'after'] as const)('killed %s a request took effect', (when) => {
  it('create-account leads to one account in its place, whichever request it was', async () => {
    const requests = await requestsOf(nothing, create);
    expect(requests).toBeGreaterThan(10);
    for (let calls = 0; calls < requests; calls += 1) {
      const world = createWorld({}, { organization: false });
      await expect(
        create(world.run({ wrap: (handler) => killingHandler(handler, calls, when) })),
        `after ${calls} calls`,
      ).rejects.toThrow();
      const { accountId } = await create(world.run());
      expect(
        members(world).map(({ id }) => id),
        `after ${calls} calls`,
      ).toEqual([accountId]);
      expect(unitPath(world, accountId)).toBe('Workloads/Staging');
      expect(Object.keys(world.organizations.units)).toHaveLength(2);
      expect(world.organizations.tags[accountId]).toMatchObject({ 'envctl:environment': 'staging', tier: 'test' });
      expect(settingsOf(world.simulator.state, accountId).contacts).toEqual({ SECURITY: EMMA });
      const again = await create(world.run());
      expect(again).toMatchObject({ accountId, outcome: 'existing' });
    }
  });

  it('close-account closes the account, whichever request it was', async () => {
    const requests = await requestsOf(create, close);
    expect(requests).toBeGreaterThan(4);
    for (let calls = 0; calls < requests; calls += 1) {
      const world = createWorld({}, { organization: false });
      const { accountId } = await create(world.run());
      await expect(
        close(world.run({ wrap: (handler) => killingHandler(handler, calls, when) })),
        `after ${calls} calls`,
      ).rejects.toThrow();
      await close(world.run());
      expect(world.organizations.accounts[accountId], `after ${calls} calls`).toMatchObject({ closing: true });
      expect(world.organizations.tags[accountId]).toHaveProperty('envctl:closing');
      expect(world.organizations.closures).toHaveLength(1);
    }
  });
});
