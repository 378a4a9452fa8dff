import { Organizations } from '@aws-sdk/client-organizations';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract, type Member } from '../support/contract/contract.ts';
import { refused } from '../support/contract/refusal.ts';

let aws: Contract;
let organizations: Organizations;
let root: string;
let account: Member;

beforeAll(async () => {
  aws = await openContract();
  organizations = new Organizations(aws.client());
  account = await aws.member();
  root = (await organizations.listRoots({})).Roots?.[0]?.Id ?? '';
});
afterAll(() => aws.close());

const unit = async (ParentId = root, Name = aws.name()): Promise<string> =>
  (await organizations.createOrganizationalUnit({ ParentId, Name })).OrganizationalUnit?.Id ?? '';

const settled = (CreateAccountRequestId: string) =>
  aws.until(
    async () => (await organizations.describeCreateAccountStatus({ CreateAccountRequestId })).CreateAccountStatus,
    (status) => status?.State !== 'IN_PROGRESS',
  );

test('an account is made in the background, and is then active in the root', async () => {
  const AccountName = aws.name();
  const given = { AccountName, Email: `${AccountName}@example.com`, Tags: [{ Key: 'team', Value: 'a' }] };
  const { CreateAccountStatus: begun } = await organizations.createAccount(given);
  expect(begun).toMatchObject({ State: 'IN_PROGRESS', AccountName, Id: expect.stringMatching(/^car-/) as string });
  const ended = await settled(begun?.Id ?? '');
  expect(ended).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/) as string });
  const AccountId = ended?.AccountId ?? '';
  const { Account } = await organizations.describeAccount({ AccountId });
  expect(Account).toMatchObject({ Id: AccountId, Name: AccountName, Email: given.Email, JoinedMethod: 'CREATED' });
  expect(Account).toMatchObject({ State: 'ACTIVE', Arn: expect.stringContaining(`/${AccountId}`) as string });
  const { Parents } = await organizations.listParents({ ChildId: AccountId });
  expect(Parents).toEqual([{ Id: root, Type: 'ROOT' }]);
  expect((await organizations.listTagsForResource({ ResourceId: AccountId })).Tags).toEqual(given.Tags);
});

test('a second account with the same e-mail fails in the background', async () => {
  const given = { AccountName: aws.name(), Email: account.email };
  const { CreateAccountStatus } = await organizations.createAccount(given);
  const ended = await settled(CreateAccountStatus?.Id ?? '');
  expect(ended).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  expect(ended?.AccountId).toBeUndefined();
});

test('an account moves between units; a unit goes when it is empty', async () => {
  const OrganizationalUnitId = await unit();
  const there = { AccountId: account.id, SourceParentId: root, DestinationParentId: OrganizationalUnitId };
  await organizations.moveAccount(there);
  expect((await organizations.listParents({ ChildId: account.id })).Parents).toMatchObject([
    { Id: OrganizationalUnitId },
  ]);
  expect(await refused(organizations.moveAccount(there))).toBe('DuplicateAccountException 400');
  expect(await refused(organizations.deleteOrganizationalUnit({ OrganizationalUnitId }))).toBe(
    'OrganizationalUnitNotEmptyException 400',
  );
  await organizations.moveAccount({ ...there, SourceParentId: OrganizationalUnitId, DestinationParentId: root });
  await organizations.deleteOrganizationalUnit({ OrganizationalUnitId });
  expect(await refused(organizations.describeOrganizationalUnit({ OrganizationalUnitId }))).toBe(
    'OrganizationalUnitNotFoundException 400',
  );
});

test('units of one parent differ in name, and are listed in pages', async () => {
  const ParentId = await unit();
  const names = ['a', 'b', 'c'];
  for (const name of names) await unit(ParentId, name);
  const again = organizations.createOrganizationalUnit({ ParentId, Name: 'b' });
  expect(await refused(again)).toBe('DuplicateOrganizationalUnitException 400');
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await organizations.listOrganizationalUnitsForParent({ ParentId, MaxResults: 2, NextToken });
    expect(page.OrganizationalUnits?.length).toBeLessThanOrEqual(2);
    found.push(...(page.OrganizationalUnits ?? []).map(({ Name = '' }) => Name));
    ({ NextToken } = page);
  } while (NextToken);
  expect(found.sort()).toEqual(names);
});

test('what is not there is told by a code of its own', async () => {
  const AccountId = '999999999998';
  expect(await refused(organizations.describeAccount({ AccountId }))).toBe('AccountNotFoundException 400');
  expect(await refused(organizations.closeAccount({ AccountId }))).toBe('AccountNotFoundException 400');
  const CreateAccountRequestId = 'car-00000000000000000000000000000000';
  expect(await refused(organizations.describeCreateAccountStatus({ CreateAccountRequestId }))).toBe(
    'CreateAccountStatusNotFoundException 400',
  );
  const orphan = organizations.createOrganizationalUnit({ ParentId: 'ou-0000-00000000', Name: 'x' });
  expect(await refused(orphan)).toBe('ParentNotFoundException 400');
});

test('tags are put, replaced and taken away', async () => {
  const ResourceId = account.id;
  await organizations.tagResource({
    ResourceId,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '1' },
    ],
  });
  await organizations.tagResource({ ResourceId, Tags: [{ Key: 'a', Value: '2' }] });
  await organizations.untagResource({ ResourceId, TagKeys: ['b', 'none'] });
  expect((await organizations.listTagsForResource({ ResourceId })).Tags).toEqual([{ Key: 'a', Value: '2' }]);
});

test('a policy is attached, and does not go before it is detached', async () => {
  const Type = 'SERVICE_CONTROL_POLICY';
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
  });
  await organizations.enablePolicyType({ RootId: root, PolicyType: Type }).catch((error: unknown) => {
    expect(error).toMatchObject({ name: 'PolicyTypeAlreadyEnabledException' });
  });
  const given = { Name: aws.name(), Description: 'x', Content, Type } as const;
  const PolicyId = (await organizations.createPolicy(given)).Policy?.PolicySummary?.Id ?? '';
  expect(await refused(organizations.createPolicy(given))).toBe('DuplicatePolicyException 400');
  const attachment = { PolicyId, TargetId: account.id };
  await organizations.attachPolicy(attachment);
  const { Policies = [] } = await organizations.listPoliciesForTarget({ TargetId: account.id, Filter: Type });
  expect(Policies.map(({ Id }) => Id)).toContain(PolicyId);
  expect(await refused(organizations.deletePolicy({ PolicyId }))).toBe('PolicyInUseException 400');
  await organizations.detachPolicy(attachment);
  await organizations.deletePolicy({ PolicyId });
  expect(await refused(organizations.describePolicy({ PolicyId }))).toBe('PolicyNotFoundException 400');
});

test('a role of an account lets in who is trusted, and nobody with keys that nobody issued', async () => {
  const { Arn, Account } = await new STS(aws.client({ credentials: account.credentials })).getCallerIdentity({});
  expect(Arn).toBe(`arn:aws:sts::${account.id}:assumed-role/OrganizationAccountAccessRole/contract`);
  expect(Account).toBe(account.id);
  const RoleArn = `arn:aws:iam::${account.id}:role/nobody`;
  const sts = new STS(aws.client());
  expect(await refused(sts.assumeRole({ RoleArn, RoleSessionName: 'contract' }))).toBe('AccessDenied 403');
  const stranger = new STS(aws.client({ credentials: { ...account.credentials, sessionToken: 'other' } }));
  expect(await refused(stranger.getCallerIdentity({}))).toBe('InvalidClientTokenId 403');
});

test('a member does not manage the organization', async () => {
  const inside = new Organizations(aws.client({ credentials: account.credentials }));
  expect((await inside.describeOrganization({})).Organization?.Id).toMatch(/^o-/);
  expect(await refused(inside.listAccounts({}))).toBe('AccessDeniedException 400');
});

test('an account is closed in the background, once; the management account never', async () => {
  const { id: AccountId } = await aws.member();
  await organizations.closeAccount({ AccountId });
  const stateOf = async () => (await organizations.describeAccount({ AccountId })).Account?.State;
  const ended = await aws.until(stateOf, (state) => state !== 'ACTIVE' && state !== 'PENDING_CLOSURE');
  expect(['SUSPENDED', 'CLOSED']).toContain(ended);
  const { Organization } = await organizations.describeOrganization({});
  const own = organizations.closeAccount({ AccountId: Organization?.MasterAccountId ?? '' });
  expect(await refused(own)).toBe('ConstraintViolationException 400');
});
