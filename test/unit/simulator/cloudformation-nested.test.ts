import { describe, expect, it } from 'vitest';
import { DeleteStackCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { outputs, parameterTemplate, StackWorld } from './cloudformation-world.ts';

const child = (value: string, fails = false) =>
  JSON.stringify({
    Parameters: { Name: { Type: 'String' } },
    Resources: {
      Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: { Ref: 'Name' }, Type: 'String', Value: value } },
    },
    Outputs: { Value: { Value: { 'Fn::GetAtt': ['Setting', 'Value'] } } },
    ...(fails ? { Metadata: { Simulator: { FailResource: 'Setting', FailReason: 'no luck' } } } : {}),
  });

const parent = (key: string, more: object = {}) => ({
  Resources: {
    Nested: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: `https://code.s3.eu-west-1.amazonaws.com/${key}`, Parameters: { Name: '/nested' } },
    },
    ...more,
  },
  Outputs: { Value: { Value: { 'Fn::GetAtt': ['Nested', 'Outputs.Value'] } } },
});

async function world(): Promise<StackWorld> {
  const made = new StackWorld();
  await made
    .s3()
    .send(new CreateBucketCommand({ Bucket: 'code', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
  for (const [Key, Body] of Object.entries({ one: child('1'), two: child('2'), bad: child('3', true) })) {
    await made.s3().send(new PutObjectCommand({ Bucket: 'code', Key, Body }));
  }
  return made;
}

async function nested(made: StackWorld): Promise<Stack | undefined> {
  return (await made.stacks()).find((stack) => stack.ParentId !== undefined);
}

describe('nested stacks', () => {
  it('are made before what needs them, and hand their outputs up', async () => {
    const made = await world();
    const stack = await made.deploy('app', parent('one'));
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputs(stack)).toEqual({ Value: '1' });
    expect(await nested(made)).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      ParentId: stack.StackId,
      RootId: stack.StackId,
    });
  });

  it('are updated and deleted with their parent', async () => {
    const made = await world();
    await made.deploy('app', parent('one'));
    expect(outputs(await made.update('app', parent('two')))).toEqual({ Value: '2' });
    await made.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await made.settle();
    expect(await made.stacks()).toEqual([]);
  });

  it('that fail make their parent roll back, which deletes them', async () => {
    const made = await world();
    expect((await made.deploy('app', parent('bad'))).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await made.reasons('app', 'Nested')).join()).toMatch(
      /^Embedded stack arn:.* was not successfully created: The following resource\(s\) failed to create: \[Setting\]\.$/,
    );
    expect(await nested(made)).toBeUndefined();
  });

  it('go back to what they were when the parent rolls an update back', async () => {
    const made = await world();
    await made.deploy('app', parent('one'));
    const broken = { Late: { Type: 'AWS::SNS::Topic', DependsOn: 'Nested' } };
    const template = { ...parent('two', broken), Metadata: { Simulator: { FailResource: 'Late' } } };
    expect((await made.update('app', template)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await nested(made))?.Outputs?.[0]?.OutputValue).toBe('1');
    expect(outputs(await made.stack('app'))).toEqual({ Value: '1' });
  });

  it('are always listed in change sets', async () => {
    const made = await world();
    await made.deploy('app', parent('one'));
    const { Changes } = await made.preview('app', parent('one'), { ChangeSetType: 'UPDATE' });
    expect(Changes?.[0]?.ResourceChange).toMatchObject({
      LogicalResourceId: 'Nested',
      Replacement: 'False',
      Details: [{ ChangeSource: 'Automatic', Evaluation: 'Dynamic' }],
    });
  });
});

describe('TemplateURL', () => {
  it.each([
    ['https://code.s3.eu-west-1.amazonaws.com/one', 'CREATE_COMPLETE'],
    ['https://s3.eu-west-1.amazonaws.com/code/one', 'CREATE_COMPLETE'],
    ['https://code.s3.amazonaws.com/one', 'CREATE_COMPLETE'],
  ])('%s is read from S3', async (TemplateURL, status) => {
    const made = await world();
    const Parameters = [{ ParameterKey: 'Name', ParameterValue: '/x' }];
    expect(
      (await made.deploy('app', parameterTemplate('1'), { TemplateBody: undefined, TemplateURL, Parameters }))
        .StackStatus,
    ).toBe(status);
  });
});
