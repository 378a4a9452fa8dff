import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  type AssumeRoleCommandInput,
  type Credentials,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { addRole } from '../../../src/simulator/iam/store.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, START, type World } from './kernel-world.ts';

const CUSTOMER = '444455556666';
const MEMBER = '222233334444';

const assume = async (world: World, input: Partial<AssumeRoleCommandInput>, as?: Credentials): Promise<Credentials> => {
  const command = new AssumeRoleCommand({ RoleArn: undefined, RoleSessionName: 'test', ...input });
  const { Credentials } = await world.sts(as).send(command);
  if (Credentials === undefined) throw new Error('no credentials');
  return Credentials;
};

const roleOf = (account: string, name = 'OrganizationAccountAccessRole'): string =>
  `arn:aws:iam::${account}:role/${name}`;

const trust = (statement: object): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] });

describe('AssumeRole', () => {
  it('gives credentials of the account, of the form that AWS gives', async () => {
    const world = makeWorld();
    const RoleArn = seedAccount(world.state, { id: CUSTOMER });
    const { Credentials, AssumedRoleUser } = await world
      .sts()
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Credentials?.Expiration).toEqual(new Date(START + 3_600_000));
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${CUSTOMER}:assumed-role/OrganizationAccountAccessRole/test`);
    const caller = await world.sts(Credentials).send(new GetCallerIdentityCommand({}));
    expect(caller).toMatchObject({
      Account: CUSTOMER,
      Arn: AssumedRoleUser?.Arn,
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    expect(caller.UserId).toMatch(/^AROA[A-Z2-7]{17}:test$/);
  });

  it.each<[string, object, object]>([
    ['the account', { Principal: { AWS: MANAGEMENT } }, {}],
    ['everybody', { Principal: '*' }, {}],
    ['one of several principals', { Principal: { AWS: [CUSTOMER, `arn:aws:iam::${MANAGEMENT}:user/admin`] } }, {}],
    [
      'whoever knows the external id',
      { Principal: { AWS: MANAGEMENT }, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } },
      { ExternalId: 'secret' },
    ],
    [
      'a pattern of external ids',
      { Principal: { AWS: MANAGEMENT }, Condition: { StringLike: { 'sts:ExternalId': 'env-*' } } },
      { ExternalId: 'env-1' },
    ],
    ['all actions', { Principal: { AWS: MANAGEMENT }, Action: 'sts:*' }, {}],
  ])('lets a caller in whose role trusts %s', async (_, statement, input) => {
    const world = makeWorld();
    addRole(world.state, CUSTOMER, { name: 'Entry', trust: trust(statement) }, 0);
    await expect(assume(world, { RoleArn: roleOf(CUSTOMER, 'Entry'), ...input })).resolves.toBeDefined();
  });

  it.each<[string, object, object]>([
    ['another account', { Principal: { AWS: MEMBER } }, {}],
    ['another user', { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:user/other` } }, {}],
    ['a service', { Principal: { Service: 'cloudformation.amazonaws.com' } }, {}],
    [
      'no external id',
      { Principal: { AWS: MANAGEMENT }, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } },
      {},
    ],
    [
      'another external id',
      { Principal: { AWS: MANAGEMENT }, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } },
      { ExternalId: 'other' },
    ],
    [
      'a condition that is not known',
      { Principal: { AWS: MANAGEMENT }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      {},
    ],
    ['another action', { Principal: { AWS: MANAGEMENT }, Action: 'sts:AssumeRoleWithSAML' }, {}],
    ['another organization', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } } }, {}],
  ])('keeps out a caller whose role trusts %s', async (_, statement, input) => {
    const world = makeWorld();
    addRole(world.state, CUSTOMER, { name: 'Entry', trust: trust(statement) }, 0);
    const error = await errorOf(assume(world, { RoleArn: roleOf(CUSTOMER, 'Entry'), ...input }));
    expect(error).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    expect(error.message).toBe(
      `User: arn:aws:iam::${MANAGEMENT}:user/admin is not authorized to perform: sts:AssumeRole on resource: ${roleOf(CUSTOMER, 'Entry')}`,
    );
  });

  it('lets the whole organization in by its id, and nobody by a deny', async () => {
    const world = makeWorld();
    const { id } = seedOrganization(world.state);
    const open = { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': id } } };
    addRole(world.state, CUSTOMER, { name: 'Open', trust: trust(open) }, 0);
    await expect(assume(world, { RoleArn: roleOf(CUSTOMER, 'Open') })).resolves.toBeDefined();
    const statements = [JSON.parse(trust(open)), JSON.parse(trust({ Effect: 'Deny', Principal: { AWS: MANAGEMENT } }))];
    const both = { Statement: statements.flatMap(({ Statement }) => Statement as object[]) };
    addRole(world.state, CUSTOMER, { name: 'Shut', trust: JSON.stringify(both) }, 0);
    expect((await errorOf(assume(world, { RoleArn: roleOf(CUSTOMER, 'Shut') }))).name).toBe('AccessDenied');
  });

  it.each([
    ['a session name with a space', { RoleSessionName: 'a b' }],
    ['a session name of one character', { RoleSessionName: 'a' }],
    ['less than fifteen minutes', { DurationSeconds: 899 }],
    ['more than twelve hours', { DurationSeconds: 43_201 }],
    ['more than the role allows', { DurationSeconds: 3601 }],
    ['something that is no role', { RoleArn: `arn:aws:iam::${CUSTOMER}:user/someone` }],
  ])('refuses %s', async (_, input) => {
    const world = makeWorld();
    const RoleArn = seedAccount(world.state, { id: CUSTOMER });
    expect((await errorOf(assume(world, { RoleArn, ...input }))).name).toBe('ValidationError');
  });

  it('lets a session enter a further role for an hour at most', async () => {
    const world = makeWorld();
    const first = await assume(world, { RoleArn: seedAccount(world.state, { id: MEMBER }) });
    const trusted = trust({ Principal: { AWS: roleOf(MEMBER) } });
    const { arn } = addRole(world.state, CUSTOMER, { name: 'Entry', trust: trusted, maxSession: 43_200 }, 0);
    await expect(assume(world, { RoleArn: arn, DurationSeconds: 3600 }, first)).resolves.toBeDefined();
    const error = await errorOf(assume(world, { RoleArn: arn, DurationSeconds: 7200 }, first));
    expect(error).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('role chaining') as string,
    });
  });

  it('finds the role of a new account only after a while, and of a closed one never', async () => {
    const world = makeWorld({ createAccountMs: 1000, roleReadyMs: 5000, closeAccountMs: 3000 });
    const organizations = world.organizations();
    await organizations.send(new CreateOrganizationCommand({}));
    await organizations.send(new CreateAccountCommand({ Email: 'a@example.com', AccountName: 'a' }));
    world.pass(1000);
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    const AccountId = Accounts?.[1]?.Id ?? '';
    const RoleArn = roleOf(AccountId);
    expect((await errorOf(assume(world, { RoleArn }))).name).toBe('AccessDenied');
    world.pass(5000);
    const inside = await assume(world, { RoleArn });
    await organizations.send(new CloseAccountCommand({ AccountId }));
    await expect(world.sts(inside).send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
    world.pass(3000);
    expect((await errorOf(assume(world, { RoleArn }))).name).toBe('AccessDenied');
    expect((await errorOf(world.sts(inside).send(new GetCallerIdentityCommand({})))).name).toBe('InvalidClientTokenId');
  });
});
