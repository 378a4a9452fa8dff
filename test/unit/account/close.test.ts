import { describe, expect, it } from 'vitest';
import { closeAccount, type CloseResult } from '../../../src/execute/account/close.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Run } from '../../../src/model/run.ts';
import { observeAccount } from '../../../src/observe/account.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { environment, existing, external, member } from '../../support/environment.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld, MANAGEMENT, START, type World } from '../../support/world.ts';

async function close(defined: Environment, run: Run): Promise<CloseResult> {
  return closeAccount(defined, await observeAccount(defined, run, 'manage'), run);
}

const OURS = { 'envctl:project': 'notes', 'envctl:environment': 'staging' };
const ID = '222222222222';
const MOMENT = new Date(START).toISOString();

function worldWith(tags: Record<string, string>, state: 'ACTIVE' | 'PENDING_CLOSURE' | 'CLOSED' = 'ACTIVE'): World {
  const world = createWorld();
  seedAccount(world.simulator.state, { id: ID, member: { email: 'aws+staging@example.com', name: 'notes-staging' } });
  world.organizations.tags[ID] = tags;
  const account = world.organizations.accounts[ID];
  if (account) account.state = state;
  return world;
}

/** Three other accounts that are being closed. */
function crowd(world: World): void {
  for (const id of ['333333333333', '444444444444', '555555555555']) {
    seedAccount(world.simulator.state, { id, member: { email: `${id}@example.com`, name: id } });
    const account = world.organizations.accounts[id];
    if (account) account.closing = true;
  }
}

describe('closeAccount', () => {
  it('tags the moment, closes, and says when the slot comes free', async () => {
    const world = worldWith(OURS);
    const { outcome, problem } = await close(environment(), world.run());
    expect(outcome).toEqual({
      environment: 'staging',
      accountId: ID,
      outcome: 'closing',
      state: 'ACTIVE',
      freesQuotaOn: '2027-02-19',
    });
    expect(problem).toBeNull();
    expect(world.organizations.tags[ID]?.['envctl:closing']?.slice(0, 10)).toBe(MOMENT.slice(0, 10));
    expect(world.organizations.accounts[ID]?.closing).toBe(true);
  });

  it('says closed where AWS is quick', async () => {
    const world = worldWith(OURS);
    const quick = createWorld({ closeAccountMs: 1_000 });
    Object.assign(quick.organizations.accounts, world.organizations.accounts);
    quick.organizations.tags[ID] = OURS;
    expect((await close(environment(), quick.run())).outcome).toMatchObject({ outcome: 'closed', state: 'CLOSED' });
  });

  it('is being closed the second time, and closed when AWS says so', async () => {
    const world = worldWith(OURS);
    const run = world.run();
    const first = await close(environment(), run);
    await run.clock.sleep(60_000);
    const before = run.clock.now();
    const second = await close(environment(), run);
    expect(second.outcome).toEqual(first.outcome);
    // Nobody waits again for what was asked for already.
    expect(run.clock.now() - before).toBeLessThan(5_000);
    const minute = (moment: number | null): string => new Date(moment ?? 0).toISOString().slice(0, 16);
    expect([first.askedBefore, minute(second.askedBefore)]).toEqual([null, minute(START)]);
    await run.clock.sleep(400_000);
    expect((await close(environment(), run)).outcome).toMatchObject({ outcome: 'closing', state: 'PENDING_CLOSURE' });
    await run.clock.sleep(900_000);
    expect((await close(environment(), run)).outcome).toEqual({
      ...first.outcome,
      outcome: 'already-closed',
      state: 'CLOSED',
    });
    expect(world.organizations.closures).toHaveLength(1);
  });

  it('queues an account while three others are being closed, and closes it later', async () => {
    const world = worldWith(OURS);
    crowd(world);
    const { outcome, problem } = await close(environment(), world.run());
    expect(outcome).toMatchObject({ outcome: 'queued', state: 'ACTIVE', freesQuotaOn: null });
    expect(problem).toBeNull();
    expect(world.organizations.tags[ID]?.['envctl:closing']).toBe('queued since 2026-11-21T10:01:00.000Z');
    for (const account of Object.values(world.organizations.accounts)) account.closing = false;
    const run = world.run();
    await run.clock.sleep(3 * 86_400_000);
    const later = await close(environment(), run);
    expect(later.outcome).toMatchObject({ outcome: 'closing', freesQuotaOn: '2027-02-22' });
  });

  it('queues an account when the quota of 30 days is used up, and says so', async () => {
    const world = worldWith(OURS);
    world.organizations.closures.push(...Array.from({ length: 250 }, () => START));
    const { outcome, problem } = await close(environment(), world.run());
    expect(outcome).toMatchObject({ outcome: 'queued' });
    expect(problem).toMatchObject({ code: 'CloseQuotaReached' });
    expect(world.organizations.accounts[ID]?.closing).toBe(false);
  });

  it.each([
    [
      'of a customer',
      environment(external({ id: '999999999999', roleArn: 'arn:aws:iam::999999999999:role/x' })),
      '999999999999',
    ],
    ['of another environment', environment(member(), { name: 'dev-li', accountOf: 'staging' }), ID],
  ])('keeps the account %s', async (_, defined, accountId) => {
    const world = worldWith(OURS);
    const { outcome } = await close(defined, world.run());
    expect(outcome).toMatchObject({ accountId, outcome: 'kept', freesQuotaOn: null });
    expect(world.organizations.closures).toEqual([]);
  });

  it.each([
    ['the management account', environment(existing(MANAGEMENT)), 'WrongAccount'],
    ['an account without our tags', environment(existing(ID)), 'NotOwned'],
    [
      'an account that is not there',
      environment(member({ email: 'nobody@example.com', name: 'nobody' })),
      'AccountNotFound',
    ],
  ])('refuses %s', async (_, defined, code) => {
    const world = worldWith({});
    expect(await refusalOf(close(defined, world.run()))).toMatchObject({ code });
    expect(world.organizations.closures).toEqual([]);
    expect(world.organizations.tags[ID]).toEqual({});
  });

  it('closes an account of form 2 that is ours', async () => {
    expect((await close(environment(existing(ID)), worldWith(OURS).run())).outcome).toMatchObject({
      outcome: 'closing',
    });
  });

  it('leaves an account alone that somebody else has closed', async () => {
    const world = worldWith(OURS, 'CLOSED');
    const run = world.run();
    expect((await close(environment(), run)).outcome).toMatchObject({ outcome: 'already-closed', freesQuotaOn: null });
    expect(run.aws.calls.byOperation()).not.toHaveProperty('organizations:TagResource');
  });
});
