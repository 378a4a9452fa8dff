import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, START, type World } from './kernel-world.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const idOf = (index: number): string => String(222200000000 + index);

const withMembers = (count: number): World => {
  const world = makeWorld({ closeAccountMs: 15 * MINUTE });
  seedOrganization(world.state);
  for (let index = 0; index < count; index += 1) {
    seedAccount(world.state, {
      id: idOf(index),
      member: { email: `m${String(index)}@example.com`, name: `m${String(index)}` },
    });
  }
  return world;
};

const close = (world: World, AccountId: string): Promise<unknown> =>
  world.organizations().send(new CloseAccountCommand({ AccountId }));

const stateOf = async (world: World, AccountId: string): Promise<string | undefined> => {
  const { Account } = await world.organizations().send(new DescribeAccountCommand({ AccountId }));
  return Account?.State;
};

describe('CloseAccount', () => {
  it('is accepted at once, shows after a while, and is done after some more', async () => {
    const world = withMembers(1);
    await close(world, idOf(0));
    expect(await stateOf(world, idOf(0))).toBe('ACTIVE');
    world.pass(5 * MINUTE);
    expect(await stateOf(world, idOf(0))).toBe('PENDING_CLOSURE');
    world.pass(10 * MINUTE);
    expect(await stateOf(world, idOf(0))).toBe('CLOSED');
  });

  it('leaves the account listed for ninety days', async () => {
    const world = withMembers(1);
    await close(world, idOf(0));
    world.pass(15 * MINUTE + 90 * DAY - 1);
    const listed = async (): Promise<number | undefined> =>
      (await world.organizations().send(new ListAccountsCommand({}))).Accounts?.length;
    expect(await listed()).toBe(2);
    world.pass(1);
    expect(await listed()).toBe(1);
  });

  it('keeps the e-mail from being used again, for ever', async () => {
    const world = withMembers(1);
    await close(world, idOf(0));
    world.pass(91 * DAY);
    const command = new CreateAccountCommand({ Email: 'M0@example.com', AccountName: 'again' });
    const { CreateAccountStatus } = await world.organizations().send(command);
    world.pass(MINUTE);
    const done = await world
      .organizations()
      .send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }));
    expect(done.CreateAccountStatus).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  });

  it('is refused while it is under way and once it is done', async () => {
    const world = withMembers(1);
    await close(world, idOf(0));
    expect((await errorOf(close(world, idOf(0)))).name).toBe('ConflictException');
    world.pass(15 * MINUTE);
    expect((await errorOf(close(world, idOf(0)))).name).toBe('AccountAlreadyClosedException');
  });

  it('takes three at a time', async () => {
    const world = withMembers(4);
    for (const index of [0, 1, 2]) await close(world, idOf(index));
    const error = await errorOf(close(world, idOf(3)));
    expect(error).toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED',
    });
    world.pass(15 * MINUTE);
    await expect(close(world, idOf(3))).resolves.toBeDefined();
  });

  it('takes 250 in thirty days', async () => {
    const world = withMembers(1);
    organizationsOf(world.state).closures = Array.from({ length: 250 }, () => START);
    world.pass(30 * DAY - 1);
    const error = await errorOf(close(world, idOf(0)));
    expect(error).toMatchObject({ name: 'ConstraintViolationException', Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' });
    world.pass(1);
    await expect(close(world, idOf(0))).resolves.toBeDefined();
  });

  it('never closes the management account, nor one that is not there', async () => {
    const world = withMembers(0);
    expect(await errorOf(close(world, MANAGEMENT))).toMatchObject({ Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT' });
    expect((await errorOf(close(world, idOf(0)))).name).toBe('AccountNotFoundException');
  });

  it('needs all features', async () => {
    const world = makeWorld();
    await world.organizations().send(new CreateOrganizationCommand({ FeatureSet: 'CONSOLIDATED_BILLING' }));
    seedAccount(world.state, { id: idOf(0), member: { email: 'm@example.com', name: 'm' } });
    expect(await errorOf(close(world, idOf(0)))).toMatchObject({ Reason: 'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE' });
  });
});
