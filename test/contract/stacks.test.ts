import { CloudFormation, type Stack } from '@aws-sdk/client-cloudformation';
import { SSM } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract } from '../support/contract/contract.ts';
import { refusal, refused } from '../support/contract/refusal.ts';
import { small } from '../support/templates.ts';

let aws: Contract;
let cloudformation: CloudFormation;
let ssm: SSM;

beforeAll(async () => {
  aws = await openContract();
  const { credentials } = await aws.member();
  cloudformation = new CloudFormation(aws.client({ credentials }));
  ssm = new SSM(aws.client({ credentials }));
});
afterAll(() => aws.close());

const body = (options: Parameters<typeof small>[0] = {}): string => JSON.stringify(small(options));

const CREATE = { ChangeSetType: 'CREATE' } as const;
const UPDATE = { ChangeSetType: 'UPDATE' } as const;

/** A change set that has become what it becomes. */
async function prepared(StackName: string, TemplateBody: string, type: typeof CREATE | typeof UPDATE = CREATE) {
  const set = { StackName, ChangeSetName: aws.name() };
  await cloudformation.createChangeSet({ ...set, ...type, TemplateBody });
  const described = await aws.until(
    () => cloudformation.describeChangeSet(set),
    ({ Status = '' }) => !/_(PENDING|IN_PROGRESS)$/.test(Status),
  );
  return { set, described };
}

const stackOf = async (StackName: string): Promise<Stack | undefined> =>
  (await cloudformation.describeStacks({ StackName })).Stacks?.[0];

/** A stack that nothing happens to any more. */
const settled = (name: string): Promise<Stack | undefined> =>
  aws.until(
    () => stackOf(name),
    (stack) => stack?.StackStatus?.endsWith('_IN_PROGRESS') !== true,
  );

async function deployed(StackName: string, TemplateBody: string, type: typeof CREATE | typeof UPDATE = CREATE) {
  const { set } = await prepared(StackName, TemplateBody, type);
  await cloudformation.executeChangeSet(set);
  return settled(StackName);
}

test('a change set says what it would do; executed, it does so, once', async () => {
  const name = aws.name();
  const { set, described } = await prepared(name, body({ value: 'a' }));
  expect(described).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
  expect(described.Changes?.map(({ ResourceChange }) => ResourceChange?.Action)).toEqual(['Add']);
  expect(await stackOf(name)).toMatchObject({ StackStatus: 'REVIEW_IN_PROGRESS' });
  await cloudformation.executeChangeSet(set);
  const stack = await settled(name);
  expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', ChangeSetId: described.ChangeSetId });
  expect(await refusal(cloudformation.executeChangeSet(set))).toMatchObject({
    name: expect.stringMatching(/^(InvalidChangeSetStatus|ChangeSetNotFound)Exception$/) as string,
  });
});

test('events tell the story, the newest first, and begin and end with the stack', async () => {
  const name = aws.name();
  await deployed(name, body());
  const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: name });
  const own = StackEvents.filter(({ LogicalResourceId }) => LogicalResourceId === name);
  expect(own.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
    'CREATE_COMPLETE',
    'CREATE_IN_PROGRESS',
    'REVIEW_IN_PROGRESS',
  ]);
  const times = StackEvents.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('a change set without changes fails, with the text that clients look for', async () => {
  const name = aws.name();
  await deployed(name, body({ value: 'a' }));
  const { set, described } = await prepared(name, body({ value: 'a' }), UPDATE);
  expect(described).toMatchObject({ Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE' });
  expect(described.StatusReason).toMatch(/didn't contain changes|No updates are to be performed/);
  expect((await refusal(cloudformation.executeChangeSet(set))).name).toBe('InvalidChangeSetStatusException');
  const { described: changing } = await prepared(name, body({ value: 'b' }), UPDATE);
  expect(changing.Changes?.map(({ ResourceChange }) => ResourceChange?.Action)).toEqual(['Modify']);
});

test('an update reaches what it changes, and the outputs', async () => {
  const name = aws.name();
  const exported = { 'Fn::Sub': '${AWS::StackName}-Name' };
  const first = await deployed(name, body({ value: 'a', exports: exported }));
  const second = await deployed(name, body({ value: 'b', exports: exported }), UPDATE);
  expect(second).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', StackId: first?.StackId });
  const resources = await cloudformation.describeStackResources({ StackName: name });
  const [parameter] = resources.StackResources ?? [];
  expect(parameter).toMatchObject({ ResourceType: 'AWS::SSM::Parameter', ResourceStatus: 'UPDATE_COMPLETE' });
  const { Parameter } = await ssm.getParameter({ Name: parameter?.PhysicalResourceId ?? '' });
  expect(Parameter?.Value).toBe('b');
});

test('what a stack exports is imported, and stays as long as it is', async () => {
  const [giver, taker] = [aws.name(), aws.name()];
  await deployed(giver, body({ exports: { 'Fn::Sub': '${AWS::StackName}-Name' } }));
  const importing = body({ value: { 'Fn::ImportValue': `${giver}-Name` } });
  expect(await deployed(taker, importing)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  const { Imports } = await cloudformation.listImports({ ExportName: `${giver}-Name` });
  expect(Imports).toEqual([taker]);
  await cloudformation.deleteStack({ StackName: giver });
  const kept = await settled(giver);
  expect(kept?.StackStatus).toMatch(/^(DELETE_FAILED|CREATE_COMPLETE)$/);
  const { Exports = [] } = await cloudformation.listExports({});
  expect(Exports.map(({ Name }) => Name)).toContain(`${giver}-Name`);
});

test('a stack that imports what nobody exports rolls back, and says what is missing', async () => {
  const name = aws.name();
  const stack = await deployed(name, body({ value: { 'Fn::ImportValue': `${name}-none` } }));
  expect(stack?.StackStatus).toMatch(/^ROLLBACK_(COMPLETE|FAILED)$/);
  const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: name });
  const reasons = StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').join('\n');
  expect(reasons).toContain(`No export named ${name}-none found`);
});

test('a protected stack is not deleted; another is, and is found by its id alone', async () => {
  const name = aws.name();
  const stack = await deployed(name, body());
  await cloudformation.updateTerminationProtection({ StackName: name, EnableTerminationProtection: true });
  expect(await refused(cloudformation.deleteStack({ StackName: name }))).toBe('ValidationError 400');
  await cloudformation.updateTerminationProtection({ StackName: name, EnableTerminationProtection: false });
  await cloudformation.deleteStack({ StackName: name });
  const gone = await settled(stack?.StackId ?? '');
  expect(gone).toMatchObject({ StackStatus: 'DELETE_COMPLETE', StackName: name });
  expect(await refused(cloudformation.describeStacks({ StackName: name }))).toBe('ValidationError 400');
  await cloudformation.deleteStack({ StackName: name });
});

test('what is not there, and what makes no sense, is refused', async () => {
  const name = aws.name();
  const missing = await refusal(cloudformation.describeStacks({ StackName: name }));
  expect(missing).toMatchObject({ name: 'ValidationError', status: 400 });
  expect(missing.message).toContain(`${name} does not exist`);
  const update = { StackName: name, ChangeSetName: 'one', ...UPDATE, TemplateBody: body() };
  expect(await refused(cloudformation.createChangeSet(update))).toBe('ValidationError 400');
  const broken = { ...update, ...CREATE, TemplateBody: '{"Resources": {}}' };
  expect(await refused(cloudformation.createChangeSet(broken))).toBe('ValidationError 400');
  await deployed(name, body());
  const none = { StackName: name, ChangeSetName: 'none' };
  expect(await refused(cloudformation.describeChangeSet(none))).toBe('ChangeSetNotFoundException 404');
  const again = cloudformation.createStack({ StackName: name, TemplateBody: body() });
  expect(await refused(again)).toBe('AlreadyExistsException 400');
});
