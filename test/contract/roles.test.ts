import { IAM } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract } from '../support/contract/contract.ts';
import { refused } from '../support/contract/refusal.ts';

let aws: Contract;
let iam: IAM;

beforeAll(async () => {
  aws = await openContract();
  const { credentials } = await aws.member();
  iam = new IAM(aws.client({ credentials }));
});
afterAll(() => aws.close());

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const AssumeRolePolicyDocument = policy({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
const PolicyDocument = policy({ Action: 's3:GetObject', Resource: '*' });

test('a role has a name of its own, and documents that come back encoded', async () => {
  const RoleName = aws.name();
  const given = { RoleName, AssumeRolePolicyDocument, MaxSessionDuration: 7_200, Tags: [{ Key: 'a', Value: '1' }] };
  await iam.createRole(given);
  expect(await refused(iam.createRole(given))).toBe('EntityAlreadyExistsException 409');
  const { Role } = await iam.getRole({ RoleName });
  expect(Role).toMatchObject({ RoleName, MaxSessionDuration: 7_200, Path: '/', Tags: given.Tags });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(
    JSON.parse(AssumeRolePolicyDocument),
  );
});

test('a role goes once nothing hangs on it', async () => {
  const RoleName = aws.name();
  await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  await iam.putRolePolicy({ RoleName, PolicyName: 'own', PolicyDocument });
  expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(['own']);
  expect(await refused(iam.deleteRole({ RoleName }))).toBe('DeleteConflictException 409');
  await iam.deleteRolePolicy({ RoleName, PolicyName: 'own' });
  await iam.deleteRole({ RoleName });
  expect(await refused(iam.getRole({ RoleName }))).toBe('NoSuchEntityException 404');
  expect(await refused(iam.deleteRole({ RoleName }))).toBe('NoSuchEntityException 404');
});

test('a policy is attached, detached, and goes', async () => {
  const RoleName = aws.name();
  await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  const PolicyArn = (await iam.createPolicy({ PolicyName: aws.name(), PolicyDocument })).Policy?.Arn ?? '';
  await iam.attachRolePolicy({ RoleName, PolicyArn });
  const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName });
  expect(AttachedPolicies.map((one) => one.PolicyArn)).toEqual([PolicyArn]);
  await iam.detachRolePolicy({ RoleName, PolicyArn });
  await iam.deletePolicy({ PolicyArn });
  expect(await refused(iam.attachRolePolicy({ RoleName, PolicyArn }))).toBe('NoSuchEntityException 404');
});

test('roles are listed in pages', async () => {
  const names = [aws.name(), aws.name(), aws.name()].sort();
  for (const RoleName of names) await iam.createRole({ RoleName, AssumeRolePolicyDocument, Path: '/listed/' });
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.listRoles({ PathPrefix: '/listed/', MaxItems: 2, Marker });
    found.push(...(page.Roles ?? []).map(({ RoleName = '' }) => RoleName));
    Marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (Marker);
  expect(found.sort()).toEqual(names);
});

test('what an account has but once is not there at first', async () => {
  expect(await refused(iam.getAccountPasswordPolicy({}))).toBe('NoSuchEntityException 404');
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 14 });
  expect((await iam.getAccountPasswordPolicy({})).PasswordPolicy).toMatchObject({ MinimumPasswordLength: 14 });
  const AccountAlias = aws.name();
  await iam.createAccountAlias({ AccountAlias });
  expect((await iam.listAccountAliases({})).AccountAliases).toEqual([AccountAlias]);
});
