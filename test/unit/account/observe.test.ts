import { describe, expect, it } from 'vitest';
import { applyBaseline } from '../../../src/baseline/apply.ts';
import { planBaseline } from '../../../src/baseline/plan.ts';
import { accessOf, enterAccount } from '../../../src/observe/access.ts';
import { observeAccount } from '../../../src/observe/account.ts';
import { observeOrganization } from '../../../src/observe/organization.ts';
import { requireAccount } from '../../../src/observe/require.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { baseline, environment, existing, external, member, MEMBER_BASELINE } from '../../support/environment.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld, credentialsFor, MANAGEMENT, START, type World } from '../../support/world.ts';

const OURS = { 'envctl:project': 'notes', 'envctl:environment': 'staging' };
const ID = '222222222222';

function seed(world: World, id: string, name: string, tags: Record<string, string>): void {
  seedAccount(world.simulator.state, { id, member: { email: `${name}@example.com`, name } });
  world.organizations.tags[id] = tags;
}

function organizationCalls(calls: Readonly<Record<string, number>>): string[] {
  return Object.keys(calls).filter((call) => call.startsWith('organizations:'));
}

describe('observeAccount', () => {
  it.each([
    ['form 1 with an id', environment(member({ id: ID }))],
    ['form 2', environment(existing(ID))],
    ['form 3', environment(external({ id: ID, roleArn: `arn:aws:iam::${ID}:role/envctl` }))],
  ])('asks Organizations nothing for %s', async (_, defined) => {
    const run = createWorld().run();
    const observation = await observeAccount(defined, run);
    expect(observation).toMatchObject({ caller: MANAGEMENT, asked: false, ownership: 'unasked', account: { id: ID } });
    expect(organizationCalls(run.aws.calls.byOperation())).toEqual([]);
  });

  it('asks Organizations nothing for form 3 when it is managed either', async () => {
    const run = createWorld().run();
    await observeAccount(environment(external({ id: ID, roleArn: `arn:aws:iam::${ID}:role/envctl` })), run, 'manage');
    expect(organizationCalls(run.aws.calls.byOperation())).toEqual([]);
  });

  it('finds the account among many by its e-mail, with its unit', async () => {
    const world = createWorld();
    for (let index = 0; index < 45; index += 1) seed(world, String(300_000_000_000 + index), `other-${index}`, {});
    seed(world, ID, 'STAGING', OURS);
    const run = world.run();
    const observation = await observeAccount(environment(member({ email: 'staging@example.com' })), run);
    expect(observation).toMatchObject({
      ownership: 'owned',
      account: { id: ID, unit: '', state: 'ACTIVE' },
      ended: null,
    });
    expect(run.aws.calls.byOperation()).toMatchObject({
      'organizations:ListAccounts': 3,
      'organizations:ListTagsForResource': 1,
    });
  });

  it.each([
    ['the e-mail of the management account', member({ email: 'management' }), 'WrongAccount'],
    ['the id of the management account', member({ id: MANAGEMENT }), 'WrongAccount'],
    ['an id and another e-mail', member({ id: ID, email: 'else@example.com' }), 'WrongAccount'],
    ['an id that is nobody’s', member({ id: '999999999999' }), 'AccountNotFound'],
  ])('refuses %s', async (_, account, code) => {
    const world = createWorld();
    seed(world, ID, 'staging', OURS);
    const email = account.email === 'management' ? (world.organizations.organization?.email ?? '') : account.email;
    expect(await refusalOf(observeAccount(environment({ ...account, email }), world.run(), 'manage'))).toMatchObject({
      code,
    });
  });

  it.each([
    ['manage', 'management account'],
    ['use', 'account.id'],
  ] as const)('to %s an account, refuses credentials of another member', async (purpose, hint) => {
    const world = createWorld();
    seed(world, ID, 'staging', OURS);
    const run = world.run({ credentials: credentialsFor(world, ID) });
    const refusal = await refusalOf(observeAccount(environment(), run, purpose));
    expect(refusal).toMatchObject({ code: 'WrongAccount' });
    expect(refusal.hint).toContain(hint);
  });
});

describe('a caller who came in by the deploy role', () => {
  const DEPLOY = 'envctl-notes-deploy';
  const defined = environment(member(), { baseline: MEMBER_BASELINE });

  async function bootstrapped(): Promise<World> {
    const world = createWorld();
    seed(world, ID, 'staging', OURS);
    const gateways = await enterAccount(defined, { id: ID, joined: null }, 'admin', world.run());
    await applyBaseline(defined, await planBaseline(defined, gateways, world.run()), gateways, world.run());
    return world;
  }

  it('is in the account of the environment, and Organizations is not asked', async () => {
    const world = await bootstrapped();
    const run = world.run({ credentials: credentialsFor(world, ID, DEPLOY) });
    expect(await observeAccount(defined, run)).toMatchObject({ account: { id: ID }, asked: false });
    expect(organizationCalls(run.aws.calls.byOperation())).toEqual([]);
    expect((await enterAccount(defined, { id: ID, joined: null }, 'deploy', run)).arn).toContain(DEPLOY);
  });

  it('is refused for another environment', async () => {
    const world = await bootstrapped();
    const run = world.run({ credentials: credentialsFor(world, ID, DEPLOY) });
    expect(await refusalOf(observeAccount({ ...defined, name: 'prod' }, run))).toMatchObject({ code: 'WrongAccount' });
  });
});

describe('requireAccount', () => {
  const none = {
    caller: MANAGEMENT,
    asked: true,
    account: null,
    ownership: 'untagged',
    ended: null,
    creation: null,
  } as const;
  const organization = { id: 'o-1', managementAccount: MANAGEMENT, allFeatures: true };
  const closed = { id: ID, name: 'x', email: 'x@example.com', state: 'CLOSED', joined: 0, unit: '', tags: OURS };
  const creation = {
    requestId: 'car-1',
    name: 'notes-staging',
    state: 'IN_PROGRESS',
    accountId: null,
    failureReason: null,
  } as const;

  it.each([
    ['there is no account', { ...none, organization }, 'AccountNotFound', 'envctl create-account staging'],
    ['there is no organization', { ...none, organization: null }, 'OrganizationMissing', '--create-organization'],
    ['the account is closed', { ...none, organization, ended: closed }, 'AccountNotFound', 'account.email'],
    [
      'the account is being made',
      { ...none, organization, creation },
      'AccountNotReady',
      'envctl create-account staging',
    ],
    ['it is not ours', { ...none, organization, account: { ...closed, state: 'ACTIVE' } }, 'NotOwned', '--adopt'],
  ])('says what to do when %s', async (_, observation, code, hint) => {
    const refusal = await refusalOf(Promise.resolve().then(() => requireAccount(environment(), observation)));
    expect(refusal).toMatchObject({ code, at: { line: 4 } });
    expect(refusal.hint).toContain(hint);
  });
});

describe('accessOf', () => {
  const now = { caller: MANAGEMENT, time: START };
  const role = (name: string): string => `arn:aws:iam::${ID}:role/${name}`;

  it.each([
    ['admin', environment(), role('OrganizationAccountAccessRole')],
    ['admin', environment(member({ role: 'Admin' })), role('Admin')],
    ['deploy', environment(), role('envctl-notes-deploy')],
    ['deploy', environment(external({ id: ID, roleArn: role('customer') })), role('customer')],
  ] as const)('enters for %s by the right role', (purpose, defined, expected) => {
    expect(accessOf(defined, { id: ID, joined: null }, purpose, now)).toMatchObject({
      account: ID,
      role: expected,
      young: false,
    });
  });

  it('needs no role for a caller who is in the account', () => {
    expect(accessOf(environment(), { id: MANAGEMENT, joined: null }, 'deploy', now).role).toBeNull();
  });

  it.each([
    [START - 19 * 60_000, true],
    [START - 21 * 60_000, false],
    [null, false],
  ])('calls an account that joined at %s young: %s', (joined, young) => {
    expect(accessOf(environment(), { id: ID, joined }, 'admin', now).young).toBe(young);
  });
});

describe('enterAccount', () => {
  it('falls back to the role that came with the account while there is no deploy role', async () => {
    const world = createWorld();
    seed(world, ID, 'staging', OURS);
    const defined = environment(member(), {
      baseline: baseline({ deployRole: { trust: [], boundary: null, policies: [] } }),
    });
    const before = await enterAccount(defined, { id: ID, joined: null }, 'deploy', world.run());
    expect(before.arn).toContain('/OrganizationAccountAccessRole/');
    seedAccount(world.simulator.state, { id: ID, roleName: 'envctl-notes-deploy' });
    const after = await enterAccount(defined, { id: ID, joined: null }, 'deploy', world.run());
    expect(after.arn).toContain('/envctl-notes-deploy/');
  });
});

describe('observeOrganization', () => {
  it('knows every environment’s account, and those without a definition', async () => {
    const world = createWorld();
    seed(world, ID, 'staging', OURS);
    seed(world, '333333333333', 'gone', { ...OURS, 'envctl:environment': 'gone' });
    seed(world, '444444444444', 'stranger', {});
    seed(world, '555555555555', 'other', { ...OURS, 'envctl:project': 'other' });
    const staging = environment(member({ email: 'staging@example.com' }));
    const next = environment(member({ email: 'next@example.com' }), { name: 'next' });
    const customer = environment(external({ id: '999999999999', roleArn: 'arn:aws:iam::999999999999:role/x' }), {
      name: 'customer',
    });
    const observation = await observeOrganization([staging, next, customer], world.run());
    expect(observation.accounts).toMatchObject({
      staging: { id: ID, state: 'ACTIVE' },
      next: null,
      customer: { id: '999999999999', state: null },
    });
    expect(observation.orphans).toMatchObject([{ environment: 'gone', account: { id: '333333333333' } }]);
  });

  it('asks Organizations nothing when there are only customers', async () => {
    const run = createWorld().run();
    await observeOrganization([environment(external({ id: ID, roleArn: `arn:aws:iam::${ID}:role/x` }))], run);
    expect(organizationCalls(run.aws.calls.byOperation())).toEqual([]);
  });
});
