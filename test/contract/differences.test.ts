import { Account } from '@aws-sdk/client-account';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { Organizations } from '@aws-sdk/client-organizations';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract, type Member } from '../support/contract/contract.ts';
import { refusal, refused } from '../support/contract/refusal.ts';
import { small } from '../support/templates.ts';

/** What AWS documents and not every endpoint does; docs/simulator-differences.md has a row for each. On the embedded AWS alone. */
let aws: Contract;
let member: Member;
let organizations: Organizations;
let cloudformation: CloudFormation;
let ssm: SSM;
let iam: IAM;

beforeAll(async () => {
  aws = await openContract();
  member = await aws.member();
  organizations = new Organizations(aws.client());
  const inside = aws.client({ credentials: member.credentials });
  cloudformation = new CloudFormation(inside);
  ssm = new SSM(inside);
  iam = new IAM(inside);
});
afterAll(() => aws.close());

const settled = (StackName: string) =>
  aws.until(
    async () => (await cloudformation.describeStacks({ StackName })).Stacks?.[0],
    (stack) => stack?.StackStatus?.endsWith('_IN_PROGRESS') !== true,
  );

test('drift of a stack', async () => {
  const StackName = aws.name();
  const TemplateBody = JSON.stringify(small({ value: 'a' }));
  await cloudformation.createStack({ StackName, TemplateBody });
  await settled(StackName);
  const detected = async () => {
    const { StackDriftDetectionId } = await cloudformation.detectStackDrift({ StackName });
    return aws.until(
      () => cloudformation.describeStackDriftDetectionStatus({ StackDriftDetectionId }),
      ({ DetectionStatus }) => DetectionStatus !== 'DETECTION_IN_PROGRESS',
    );
  };
  expect(await detected()).toMatchObject({ DetectionStatus: 'DETECTION_COMPLETE', StackDriftStatus: 'IN_SYNC' });
  const [parameter] = (await cloudformation.describeStackResources({ StackName })).StackResources ?? [];
  await ssm.putParameter({ Name: parameter?.PhysicalResourceId ?? '', Value: 'by hand', Overwrite: true });
  expect(await detected()).toMatchObject({ StackDriftStatus: 'DRIFTED', DriftedStackResourceCount: 1 });
  const { StackResourceDrifts } = await cloudformation.describeStackResourceDrifts({ StackName });
  expect(StackResourceDrifts).toMatchObject([
    {
      StackResourceDriftStatus: 'MODIFIED',
      PropertyDifferences: [{ PropertyPath: '/Value', ExpectedValue: 'a', ActualValue: 'by hand' }],
    },
  ]);
});

test('a policy of the organization that is attached twice', async () => {
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
  });
  const Type = 'SERVICE_CONTROL_POLICY';
  const made = await organizations.createPolicy({ Name: aws.name(), Description: 'x', Content, Type });
  const attachment = { PolicyId: made.Policy?.PolicySummary?.Id ?? '', TargetId: member.id };
  await organizations.attachPolicy(attachment);
  expect(await refused(organizations.attachPolicy(attachment))).toBe('DuplicatePolicyAttachmentException 400');
});

test('a policy of the organization that is no JSON', async () => {
  const given = { Name: aws.name(), Description: 'x', Content: 'x', Type: 'SERVICE_CONTROL_POLICY' } as const;
  expect(await refused(organizations.createPolicy(given))).toBe('MalformedPolicyDocumentException 400');
});

test('an IAM policy that is deleted while it is attached', async () => {
  const policy = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
  const RoleName = aws.name();
  const trust = { Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: policy(trust) });
  const PolicyDocument = policy({ Action: 's3:GetObject', Resource: '*' });
  const PolicyArn = (await iam.createPolicy({ PolicyName: aws.name(), PolicyDocument })).Policy?.Arn ?? '';
  await iam.attachRolePolicy({ RoleName, PolicyArn });
  expect(await refused(iam.deletePolicy({ PolicyArn }))).toBe('DeleteConflictException 409');
});

test('the parents of an account that is not there', async () => {
  expect(await refused(organizations.listParents({ ChildId: '999999999998' }))).toBe('ChildNotFoundException 400');
});

test('an account in a list', async () => {
  const { Accounts = [] } = await organizations.listAccounts({});
  for (const one of Accounts) expect(one).toMatchObject({ State: 'ACTIVE' });
  for (const one of Accounts) expect(one).not.toHaveProperty('Status');
});

test('the reason why the management account is not closed', async () => {
  const AccountId = (await organizations.describeOrganization({})).Organization?.MasterAccountId ?? '';
  await expect(organizations.closeAccount({ AccountId })).rejects.toMatchObject({
    name: 'ConstraintViolationException',
    Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
  });
});

test('the external id that a role wants', async () => {
  const RoleName = aws.name();
  const { Account: AWS } = await new STS(aws.client()).getCallerIdentity({});
  const Condition = { StringEquals: { 'sts:ExternalId': 'secret' } };
  const Statement = [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', Condition }];
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) });
  const assume = { RoleArn: `arn:aws:iam::${member.id}:role/${RoleName}`, RoleSessionName: 'contract' };
  const sts = new STS(aws.client());
  expect(await refused(sts.assumeRole(assume))).toBe('AccessDenied 403');
  expect((await sts.assumeRole({ ...assume, ExternalId: 'secret' })).Credentials).toBeDefined();
});

test('names of accounts, opt-in regions', async () => {
  const account = new Account(aws.client({ credentials: member.credentials }));
  await account.putAccountName({ AccountName: 'other' });
  expect(await account.getAccountInformation({})).toMatchObject({ AccountName: 'other' });
  const RegionName = 'eu-south-1';
  await account.enableRegion({ RegionName });
  const status = async () => (await account.getRegionOptStatus({ RegionName })).RegionOptStatus;
  expect(await aws.until(status, (now) => now !== 'ENABLING')).toBe('ENABLED');
});

test('`{{…}}` in the value of a parameter', async () => {
  const given = { Name: `/${aws.name()}/KEY`, Value: '{{x}}', Type: 'String' } as const;
  expect(await refused(ssm.putParameter(given))).toBe('ValidationException 400');
});

test('an unknown type of resource', async () => {
  const TemplateBody = JSON.stringify({ Resources: { A: { Type: 'AWS::None::Such' } } });
  const { name, message } = await refusal(cloudformation.createStack({ StackName: aws.name(), TemplateBody }));
  expect(name).toBe('ValidationError');
  expect(message).toContain('AWS::None::Such');
});

test('an unknown property', async () => {
  const StackName = aws.name();
  const Properties = { Type: 'String', Value: 'x', Colour: 'red' };
  const TemplateBody = JSON.stringify({ Resources: { A: { Type: 'AWS::SSM::Parameter', Properties } } });
  await cloudformation.createStack({ StackName, TemplateBody });
  expect((await settled(StackName))?.StackStatus).toMatch(/^ROLLBACK_/);
});
