import {
  AccountClient,
  DeleteAlternateContactCommand,
  DisableRegionCommand,
  EnableRegionCommand,
  GetAccountInformationCommand,
  GetAlternateContactCommand,
  GetRegionOptStatusCommand,
  ListRegionsCommand,
  PutAccountNameCommand,
  PutAlternateContactCommand,
} from '@aws-sdk/client-account';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, type World } from './kernel-world.ts';

const MEMBER = '222233334444';
const SECURITY = {
  AlternateContactType: 'SECURITY' as const,
  Name: 'Emma',
  Title: 'Head of Security',
  EmailAddress: 'security@example.com',
  PhoneNumber: '+44 20 7946 0000',
};
const OPT_INS = ['af-south-1', 'ap-east-1', 'ap-south-2', 'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2'];

let world: World;
let account: AccountClient;
beforeEach(() => {
  world = makeWorld({ regionOptMs: 60_000 });
  seedOrganization(world.state);
  seedAccount(world.state, { id: MEMBER, member: { email: 'm@example.com', name: 'm' } });
  account = new AccountClient(world.client());
});

const trust = { ServicePrincipal: 'account.amazonaws.com' };
const trustAccount = (): Promise<unknown> => world.organizations().send(new EnableAWSServiceAccessCommand(trust));
const statusOf = async (RegionName: string): Promise<string | undefined> =>
  (await account.send(new GetRegionOptStatusCommand({ RegionName }))).RegionOptStatus;

describe('alternate contacts', () => {
  it('are not there at first, are put, replaced and deleted', async () => {
    const get = new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' });
    expect(await errorOf(account.send(get))).toMatchObject({ name: 'ResourceNotFoundException' });
    await account.send(new PutAlternateContactCommand(SECURITY));
    await account.send(new PutAlternateContactCommand({ ...SECURITY, Name: 'Li' }));
    expect((await account.send(get)).AlternateContact).toEqual({ ...SECURITY, Name: 'Li' });
    await account.send(new DeleteAlternateContactCommand({ AlternateContactType: 'SECURITY' }));
    expect(await errorOf(account.send(get))).toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([
    { Name: '' },
    { Title: 'x'.repeat(51) },
    { PhoneNumber: 'none' },
    { EmailAddress: 'nowhere' },
    { AlternateContactType: 'LEGAL' as 'SECURITY' },
  ])('refuses %j', async (wrong) => {
    const put = account.send(new PutAlternateContactCommand({ ...SECURITY, ...wrong }));
    expect(await errorOf(put)).toMatchObject({ name: 'ValidationException' });
  });
});

describe('the account of a call', () => {
  it('is a member when the organization trusts the service', async () => {
    const put = (): Promise<unknown> =>
      account.send(new PutAccountNameCommand({ AccountId: MEMBER, AccountName: 'new' }));
    expect(await errorOf(put())).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    await trustAccount();
    await put();
    const { Accounts } = await world.organizations().send(new ListAccountsCommand({}));
    expect(Accounts?.find(({ Id }) => Id === MEMBER)?.Name).toBe('new');
    const told = await account.send(new GetAccountInformationCommand({ AccountId: MEMBER }));
    expect(told).toMatchObject({ AccountId: MEMBER, AccountName: 'new', AccountCreatedDate: expect.any(Date) as Date });
  });

  it.each([MANAGEMENT, '999999999999'])('is never %s by its id', async (AccountId) => {
    await trustAccount();
    const refused = account.send(new GetAccountInformationCommand({ AccountId }));
    expect(await errorOf(refused)).toMatchObject({ name: 'AccessDeniedException' });
  });

  it('is the caller’s own otherwise, whether there is an organization or not', async () => {
    expect(await account.send(new GetAccountInformationCommand({}))).toMatchObject({ AccountName: 'management' });
    const alone = new AccountClient(makeWorld().client());
    expect(await alone.send(new GetAccountInformationCommand({}))).toMatchObject({ AccountId: MANAGEMENT });
  });

  it('cannot be called what the pattern of names forbids', async () => {
    const put = account.send(new PutAccountNameCommand({ AccountName: 'a<b' }));
    expect(await errorOf(put)).toMatchObject({ name: 'ValidationException' });
  });

  it('shows which services the organization trusts', async () => {
    const list = async (): Promise<(string | undefined)[]> => {
      const answer = await world.organizations().send(new ListAWSServiceAccessForOrganizationCommand({}));
      return (answer.EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal);
    };
    await trustAccount();
    expect(await list()).toEqual(['account.amazonaws.com']);
    await world.organizations().send(new DisableAWSServiceAccessCommand(trust));
    expect(await list()).toEqual([]);
  });
});

describe('regions', () => {
  it('are enabled after a while, and can be worked in from then on', async () => {
    expect(await statusOf('eu-south-1')).toBe('DISABLED');
    const milan = new EC2Client({ ...world.client(), region: 'eu-south-1' });
    expect(await errorOf(milan.send(new DescribeRegionsCommand({})))).toMatchObject({ name: 'AuthFailure' });
    await account.send(new EnableRegionCommand({ RegionName: 'eu-south-1' }));
    expect(await statusOf('eu-south-1')).toBe('ENABLING');
    world.pass(60_000);
    expect(await statusOf('eu-south-1')).toBe('ENABLED');
    const { Regions } = await milan.send(new DescribeRegionsCommand({ RegionNames: ['eu-south-1'] }));
    expect(Regions).toMatchObject([{ RegionName: 'eu-south-1', OptInStatus: 'opted-in' }]);
  });

  it('are disabled again; while one changes it cannot turn round', async () => {
    await account.send(new EnableRegionCommand({ RegionName: 'eu-south-1' }));
    const disable = (): Promise<unknown> => account.send(new DisableRegionCommand({ RegionName: 'eu-south-1' }));
    expect(await errorOf(disable())).toMatchObject({ name: 'ConflictException' });
    world.pass(60_000);
    await disable();
    expect(await statusOf('eu-south-1')).toBe('DISABLING');
    world.pass(60_000);
    expect(await statusOf('eu-south-1')).toBe('DISABLED');
  });

  it.each(['eu-west-1', 'eu-nowhere-1'])('refuses %s', async (RegionName) => {
    const refused = account.send(new EnableRegionCommand({ RegionName }));
    expect(await errorOf(refused)).toMatchObject({ name: 'ValidationException' });
  });

  it('change six at a time', async () => {
    for (const RegionName of OPT_INS.slice(0, 6)) await account.send(new EnableRegionCommand({ RegionName }));
    const seventh = account.send(new EnableRegionCommand({ RegionName: OPT_INS[6] }));
    expect(await errorOf(seventh)).toMatchObject({ name: 'TooManyRequestsException' });
    await account.send(new EnableRegionCommand({ RegionName: OPT_INS[0] }));
  });

  it('are listed by status, page by page', async () => {
    await account.send(new EnableRegionCommand({ RegionName: 'eu-south-1' }));
    const first = await account.send(new ListRegionsCommand({ MaxResults: 30 }));
    expect(first.Regions).toHaveLength(30);
    const rest = await account.send(new ListRegionsCommand({ MaxResults: 30, NextToken: first.NextToken }));
    expect(rest.NextToken).toBeUndefined();
    const changing = await account.send(new ListRegionsCommand({ RegionOptStatusContains: ['ENABLING'] }));
    expect(changing.Regions).toEqual([{ RegionName: 'eu-south-1', RegionOptStatus: 'ENABLING' }]);
  });
});
