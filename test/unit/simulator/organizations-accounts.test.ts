import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
  paginateListCreateAccountStatus,
  type CreateAccountCommandInput,
  type CreateAccountStatus,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { iamOf } from '../../../src/simulator/iam/store.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, MANAGEMENT, START, type World } from './kernel-world.ts';

const SECONDS = 1000;

const withOrganization = (settings: Parameters<typeof makeWorld>[0] = {}): World => {
  const world = makeWorld({ createAccountMs: 10 * SECONDS, accountQuota: 1000, ...settings });
  seedOrganization(world.state);
  return world;
};

const request = async (world: World, input: Partial<CreateAccountCommandInput> = {}): Promise<CreateAccountStatus> => {
  const command = new CreateAccountCommand({ Email: 'a@example.com', AccountName: 'a', ...input });
  const { CreateAccountStatus } = await world.organizations().send(command);
  return CreateAccountStatus ?? {};
};

const outcome = async (world: World, { Id }: CreateAccountStatus): Promise<CreateAccountStatus> => {
  const answer = await world
    .organizations()
    .send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: Id }));
  return answer.CreateAccountStatus ?? {};
};

describe('CreateOrganization', () => {
  it('makes the caller the management account of an organization with one root', async () => {
    const world = makeWorld();
    const organizations = world.organizations();
    const { Organization } = await organizations.send(new CreateOrganizationCommand({}));
    expect(Organization).toMatchObject({ FeatureSet: 'ALL', MasterAccountId: MANAGEMENT });
    expect(Organization?.Arn).toMatch(/^arn:aws:organizations::123456789012:organization\/o-[a-z0-9]{10}$/);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    expect(Roots).toHaveLength(1);
    expect(Roots?.[0]?.Id).toMatch(/^r-[0-9a-z]{4}$/);
    expect((await errorOf(organizations.send(new CreateOrganizationCommand({})))).name).toBe(
      'AlreadyInOrganizationException',
    );
  });

  it('can be for billing alone', async () => {
    const { Organization } = await makeWorld()
      .organizations()
      .send(new CreateOrganizationCommand({ FeatureSet: 'CONSOLIDATED_BILLING' }));
    expect(Organization).toMatchObject({ FeatureSet: 'CONSOLIDATED_BILLING', AvailablePolicyTypes: [] });
  });
});

describe('who may call Organizations', () => {
  it('is nobody without an organization', async () => {
    const error = await errorOf(makeWorld().organizations().send(new DescribeOrganizationCommand({})));
    expect(error.name).toBe('AWSOrganizationsNotInUseException');
  });

  it('is the management account; a member may describe the organization and no more', async () => {
    const world = withOrganization();
    const RoleArn = seedAccount(world.state, { id: '222233334444', member: { email: 'm@example.com', name: 'm' } });
    const { Credentials } = await world.sts().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
    const inside = world.organizations(Credentials);
    await expect(inside.send(new DescribeOrganizationCommand({}))).resolves.toMatchObject({
      Organization: { MasterAccountId: MANAGEMENT },
    });
    expect((await errorOf(inside.send(new ListAccountsCommand({})))).name).toBe('AccessDeniedException');
  });

  it('is not an account outside', async () => {
    const world = withOrganization();
    const RoleArn = seedAccount(world.state, { id: '444455556666' });
    const { Credentials } = await world.sts().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
    const error = await errorOf(world.organizations(Credentials).send(new DescribeOrganizationCommand({})));
    expect(error.name).toBe('AWSOrganizationsNotInUseException');
  });
});

describe('CreateAccount', () => {
  it('takes its time, then puts the account below the root with its tags and its role', async () => {
    const world = withOrganization();
    const accepted = await request(world, { Tags: [{ Key: 'envctl:project', Value: 'notes' }], RoleName: 'Entry' });
    expect(accepted).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'a', RequestedTimestamp: new Date(START) });
    expect(accepted.Id).toMatch(/^car-[a-z0-9]{32}$/);
    world.pass(9 * SECONDS);
    expect(await outcome(world, accepted)).toMatchObject({ State: 'IN_PROGRESS' });
    world.pass(SECONDS);
    const done = await outcome(world, accepted);
    expect(done).toMatchObject({ State: 'SUCCEEDED', CompletedTimestamp: new Date(START + 10 * SECONDS) });
    const AccountId = done.AccountId ?? '';
    expect(AccountId).toMatch(/^\d{12}$/);
    const { Account } = await world.organizations().send(new DescribeAccountCommand({ AccountId }));
    const { organization } = world.state.services['organizations'] as { organization: { id: string; root: string } };
    expect(Account).toEqual({
      Id: AccountId,
      Arn: `arn:aws:organizations::${MANAGEMENT}:account/${organization.id}/${AccountId}`,
      Email: 'a@example.com',
      Name: 'a',
      State: 'ACTIVE',
      Paths: [`${organization.id}/${organization.root}/${AccountId}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: new Date(START + 10 * SECONDS),
    });
    const { Tags } = await world.organizations().send(new ListTagsForResourceCommand({ ResourceId: AccountId }));
    expect(Tags).toEqual([{ Key: 'envctl:project', Value: 'notes' }]);
    expect(Object.keys(iamOf(world.state, AccountId).roles)).toEqual(['Entry']);
  });

  it.each([
    ['the same', 'a@example.com'],
    ['the same in capitals', 'A@Example.com'],
    ['that of the management account', 'management@example.com'],
  ])('fails for an e-mail that is taken: %s', async (_, Email) => {
    const world = withOrganization();
    await request(world);
    const second = await request(world, { Email, AccountName: 'b' });
    world.pass(10 * SECONDS);
    expect(await outcome(world, second)).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  });

  it('fails when the organization is full', async () => {
    const world = withOrganization({ accountQuota: 2 });
    const first = await request(world);
    const second = await request(world, { Email: 'b@example.com' });
    world.pass(10 * SECONDS);
    expect(await outcome(world, first)).toMatchObject({ State: 'SUCCEEDED' });
    expect(await outcome(world, second)).toMatchObject({ State: 'FAILED', FailureReason: 'ACCOUNT_LIMIT_EXCEEDED' });
  });

  it('refuses a sixth at the same time, and takes it once one is done', async () => {
    const world = withOrganization();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await request(world, { Email: `${name}@example.com` });
    const error = await errorOf(request(world, { Email: 'f@example.com' }));
    expect(error).toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED',
    });
    world.pass(10 * SECONDS);
    await expect(request(world, { Email: 'f@example.com' })).resolves.toMatchObject({ State: 'IN_PROGRESS' });
  });

  it.each<[Partial<CreateAccountCommandInput>, string]>([
    [{ Email: 'no-address' }, 'INVALID_EMAIL_ADDRESS_TARGET'],
    [{ Email: 'a@b@example.com' }, 'INVALID_EMAIL_ADDRESS_TARGET'],
    [{ Email: 'a b@example.com' }, 'INVALID_EMAIL_ADDRESS_TARGET'],
    [{ Email: '.a@example.com' }, 'INVALID_EMAIL_ADDRESS_TARGET'],
    [{ Email: 'a@example' }, 'INVALID_EMAIL_ADDRESS_TARGET'],
    [{ Email: 'ä@example.com' }, 'INVALID_EMAIL_ADDRESS_TARGET'],
    [{ Email: `${'a'.repeat(60)}@example.com` }, 'MAX_LENGTH_EXCEEDED'],
    [{ Email: 'a@b.c' }, 'MIN_LENGTH_EXCEEDED'],
    [{ Email: undefined }, 'INPUT_REQUIRED'],
    [{ AccountName: 'x'.repeat(51) }, 'MAX_LENGTH_EXCEEDED'],
    [{ AccountName: 'Grün' }, 'INVALID_PATTERN'],
    [{ RoleName: 'no spaces' }, 'INVALID_PATTERN'],
    [{ Tags: [{ Key: 'aws:x', Value: 'y' }] }, 'INVALID_SYSTEM_TAGS_PARAMETER'],
    [
      {
        Tags: [
          { Key: 'x', Value: 'y' },
          { Key: 'x', Value: 'z' },
        ],
      },
      'DUPLICATE_TAG_KEY',
    ],
    [{ Tags: [{ Key: 'x!', Value: 'y' }] }, 'INVALID_PATTERN'],
  ])('refuses %j as a whole', async (input, Reason) => {
    const world = withOrganization();
    const error = await errorOf(request(world, input));
    expect(error).toMatchObject({ name: 'InvalidInputException', Reason });
    const { CreateAccountStatuses } = await world.organizations().send(new ListCreateAccountStatusCommand({}));
    expect(CreateAccountStatuses).toEqual([]);
  });

  it('does not know a request that was never made', async () => {
    const error = await errorOf(outcome(withOrganization(), { Id: 'car-00000000' }));
    expect(error.name).toBe('CreateAccountStatusNotFoundException');
  });
});

describe('lists', () => {
  it('come in pages of twenty that neither repeat nor skip', async () => {
    const world = withOrganization();
    const names = Array.from({ length: 44 }, (_, index) => `m${String(index)}`);
    names.forEach((name, index) => {
      seedAccount(world.state, { id: String(222200000000 + index), member: { email: `${name}@example.com`, name } });
    });
    const pages: string[][] = [];
    for await (const page of paginateListAccounts({ client: world.organizations() }, {})) {
      pages.push((page.Accounts ?? []).map(({ Name }) => Name ?? ''));
    }
    expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
    expect(pages.flat()).toEqual(['management', ...names]);
  });

  it('of requests show the states that are asked for', async () => {
    const world = withOrganization();
    await request(world);
    world.pass(10 * SECONDS);
    await request(world, { Email: 'b@example.com', AccountName: 'b' });
    const names: (string | undefined)[] = [];
    const pages = paginateListCreateAccountStatus(
      { client: world.organizations(), pageSize: 1 },
      { States: ['IN_PROGRESS'] },
    );
    for await (const page of pages)
      names.push(...(page.CreateAccountStatuses ?? []).map(({ AccountName }) => AccountName));
    expect(names).toEqual(['b']);
  });

  it.each([
    [{ NextToken: 'invented' }, 'INVALID_NEXT_TOKEN'],
    [{ MaxResults: 21 }, 'MAX_VALUE_EXCEEDED'],
    [{ MaxResults: 0 }, 'MIN_VALUE_EXCEEDED'],
  ])('refuse %j', async (input, Reason) => {
    const error = await errorOf(withOrganization().organizations().send(new ListAccountsCommand(input)));
    expect(error).toMatchObject({ name: 'InvalidInputException', Reason });
  });
});
