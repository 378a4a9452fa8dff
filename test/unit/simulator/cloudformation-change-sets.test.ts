import { describe, expect, it } from 'vitest';
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  type DescribeChangeSetCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { parameterTemplate, refusal, StackWorld } from './cloudformation-world.ts';

const UPDATE = { ChangeSetType: 'UPDATE' } as const;

function changesOf({ Changes = [] }: DescribeChangeSetCommandOutput) {
  return Changes.map(({ ResourceChange: change }) => [change?.Action, change?.LogicalResourceId, change?.Replacement]);
}

describe('change sets', () => {
  it('list additions, changes in place, replacements and removals', async () => {
    const world = new StackWorld();
    const parameter = (Name: string, Value: string) => ({
      Type: 'AWS::SSM::Parameter',
      Properties: { Name, Type: 'String', Value },
    });
    await world.deploy('app', {
      Resources: {
        Same: parameter('/s', '1'),
        Gone: parameter('/g', '1'),
        New: parameter('/n', '1'),
        Moved: parameter('/m', '1'),
      },
    });
    const preview = await world.preview(
      'app',
      {
        Resources: {
          Same: parameter('/s', '1'),
          Added: parameter('/a', '1'),
          New: parameter('/n', '2'),
          Moved: parameter('/m2', '1'),
        },
      },
      UPDATE,
    );
    expect(changesOf(preview)).toEqual([
      ['Add', 'Added', undefined],
      ['Remove', 'Gone', undefined],
      ['Modify', 'Moved', 'True'],
      ['Modify', 'New', 'False'],
    ]);
    const moved = preview.Changes?.[2]?.ResourceChange;
    expect(moved).toMatchObject({
      PhysicalResourceId: '/m',
      ResourceType: 'AWS::SSM::Parameter',
      PolicyAction: 'ReplaceAndDelete',
      Scope: ['Properties'],
      Details: [
        {
          Target: { Attribute: 'Properties', Name: 'Name', RequiresRecreation: 'Always' },
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
        },
      ],
    });
  });

  it('say which parameter or resource a change comes from', async () => {
    const world = new StackWorld();
    const template = {
      Parameters: { Queue: { Type: 'String', Default: 'one' } },
      Resources: {
        Queue1: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Queue' } } },
        Setting: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: { 'Fn::GetAtt': ['Queue1', 'Arn'] } },
        },
        Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue1' }], PolicyDocument: {} } },
      },
    };
    await world.deploy('app', template);
    const preview = await world.preview('app', template, {
      ...UPDATE,
      Parameters: [{ ParameterKey: 'Queue', ParameterValue: 'two' }],
    });
    const [policy, queue, setting] = (preview.Changes ?? []).map((change) => change.ResourceChange);
    expect(queue?.Details?.[0]).toMatchObject({
      ChangeSource: 'ParameterReference',
      CausingEntity: 'Queue',
      Evaluation: 'Static',
    });
    expect(setting?.Details?.[0]).toMatchObject({
      ChangeSource: 'ResourceAttribute',
      CausingEntity: 'Queue1.Arn',
      Evaluation: 'Dynamic',
    });
    expect(policy?.Details?.[0]).toMatchObject({
      ChangeSource: 'ResourceReference',
      CausingEntity: 'Queue1',
      Evaluation: 'Dynamic',
    });
    expect(queue?.Replacement).toBe('True');
    expect(setting?.Replacement).toBe('False');
  });

  it('fail with the well-known text when nothing differs', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    expect(await world.preview('app', parameterTemplate('1'), UPDATE)).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
  });

  it.each([
    ['an output', { Outputs: { Name: { Value: 'other' } } }, {}],
    ['a tag of the stack', {}, { Tags: [{ Key: 'team', Value: 'x' }] }],
  ])('are not empty when %s differs', async (_, more, options) => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const template = parameterTemplate('1', '/app/x', more);
    expect((await world.preview('app', template, { ...UPDATE, ...options })).Status).toBe('CREATE_COMPLETE');
    expect((await world.update('app', template, options)).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await world.preview('app', template, UPDATE)).Status).toBe('FAILED');
  });

  it('read SSM again, for parameter types and for dynamic references', async () => {
    const world = new StackWorld();
    const put = (Value: string) =>
      world.ssm().send(new PutParameterCommand({ Name: '/ami', Value, Type: 'String', Overwrite: true }));
    const template = {
      Parameters: { Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' } },
      Resources: {
        A: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Ami' } } },
        B: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x{{resolve:ssm:/ami}}' } },
        C: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: '{{resolve:ssm:/ami:1}}' } },
      },
    };
    expect(await refusal(world.createChangeSet('app', template))).toBe(
      'ValidationError: Unable to fetch parameters [/ami] from parameter store for this account.',
    );
    await put('1');
    const stack = await world.deploy('app', template);
    expect(stack.Parameters).toEqual([{ ParameterKey: 'Ami', ParameterValue: '/ami', ResolvedValue: '1' }]);
    expect((await world.preview('app', template, UPDATE)).Status).toBe('FAILED');
    await put('2');
    expect(changesOf(await world.preview('app', template, UPDATE))).toEqual([
      ['Modify', 'A', 'False'],
      ['Modify', 'B', 'False'],
    ]);
  });

  it('come in pages', async () => {
    const world = new StackWorld();
    const Resources = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`Topic${String(index)}`, { Type: 'AWS::SNS::Topic' }]),
    );
    const first = await world.preview('app', { Resources });
    expect(first.Changes).toHaveLength(100);
    expect(first.NextToken).toBeDefined();
  });

  it('are known by name and stack, and unknown ones are not found', async () => {
    const world = new StackWorld();
    const cfn = world.cloudformation();
    await world.createChangeSet('app', parameterTemplate('1'), { ChangeSetName: 'one' });
    const { Summaries } = await cfn.send(new ListChangeSetsCommand({ StackName: 'app' }));
    expect(Summaries?.map((summary) => summary.ChangeSetName)).toEqual(['one']);
    expect(await refusal(world.createChangeSet('app', parameterTemplate('1'), { ChangeSetName: 'one' }))).toMatch(
      /^AlreadyExistsException/,
    );
    expect(
      await refusal(world.describeChangeSet('arn:aws:cloudformation:eu-west-1:123456789012:changeSet/x/1')),
    ).toMatch(/^ChangeSetNotFoundException: ChangeSet \[arn:/);
    expect(await refusal(cfn.send(new ListChangeSetsCommand({ StackName: 'none' })))).toBe(
      'ValidationError: Stack [none] does not exist',
    );
    await cfn.send(new DeleteChangeSetCommand({ StackName: 'app', ChangeSetName: 'missing' }));
    await cfn.send(new DeleteChangeSetCommand({ StackName: 'app', ChangeSetName: 'one' }));
    expect((await cfn.send(new ListChangeSetsCommand({ StackName: 'app' }))).Summaries).toEqual([]);
    await cfn.send(new DeleteStackCommand({ StackName: 'app' }));
    expect(await world.stacks()).toEqual([]);
  });

  it('are executed once, when they are ready; their siblings go', async () => {
    const world = new StackWorld();
    const cfn = world.cloudformation();
    const execute = (ChangeSetName: string) => cfn.send(new ExecuteChangeSetCommand({ ChangeSetName }));
    const { id } = await world.createChangeSet('app', parameterTemplate('1'));
    expect(await refusal(execute(id))).toBe(
      `InvalidChangeSetStatusException: ChangeSet [${id}] cannot be executed in its current status of [CREATE_PENDING]`,
    );
    const { id: sibling } = await world.createChangeSet('app', parameterTemplate('2'), { ChangeSetName: 'sibling' });
    world.pass(10);
    await execute(id);
    expect(await refusal(execute(id))).toMatch(/current execution status of \[EXECUTE_IN_PROGRESS\]/);
    expect(await refusal(world.describeChangeSet(sibling))).toMatch(/^ChangeSetNotFound/);
    await world.settle();
    const { id: failed } = await world.createChangeSet('app', parameterTemplate('1'), UPDATE);
    world.pass(10);
    expect(await refusal(execute(failed))).toMatch(/current status of \[FAILED\]/);
  });

  it('refuse to change a stack that is busy or not there', async () => {
    const world = new StackWorld();
    expect(await refusal(world.createChangeSet('app', parameterTemplate('1'), UPDATE))).toBe(
      'ValidationError: Stack [app] does not exist',
    );
    await world.begin('app', parameterTemplate('1'));
    const { StackId = '' } = await world.stack('app');
    expect(await refusal(world.createChangeSet('app', parameterTemplate('1'), UPDATE))).toBe(
      `ValidationError: Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`,
    );
  });

  it('answer a repeated token without doing it again', async () => {
    const world = new StackWorld();
    const input = { StackName: 'app', ChangeSetName: 'one', ChangeSetType: 'CREATE', ClientToken: 'abc' } as const;
    const send = (more: object = {}) =>
      world
        .cloudformation()
        .send(new CreateChangeSetCommand({ ...input, TemplateBody: JSON.stringify(parameterTemplate('1')), ...more }));
    const { Id } = await send();
    expect((await send()).Id).toBe(Id);
    expect((await send({ ChangeSetName: 'two' })).Id).not.toBe(Id);
    expect(await refusal(send({ ClientToken: 'other' }))).toMatch(/^AlreadyExistsException/);
    await world.cloudformation().send(new DeleteChangeSetCommand({ ChangeSetName: Id }));
    const { Id: again } = await send();
    expect(again).not.toBe(Id);
    world.pass(10);
    const execute = new ExecuteChangeSetCommand({ ChangeSetName: again, ClientRequestToken: 'run' });
    await world.cloudformation().send(execute);
    await world.settle();
    await world.cloudformation().send(execute);
    expect((await world.stack('app')).StackStatus).toBe('CREATE_COMPLETE');
  });
});
