import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { StackWorld } from './cloudformation-world.ts';

const TAKING = { ImportExistingResources: true } as const;

/** A bucket, which is made for real, a table, which is in its stack only, and a parameter that is new. */
function template(policy: string | null = 'Retain', fail = false) {
  const kept = policy === null ? {} : { DeletionPolicy: policy };
  return {
    Resources: {
      Files: { Type: 'AWS::S3::Bucket', ...kept, Properties: { BucketName: 'notes-files' } },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        ...kept,
        Properties: {
          TableName: 'notes-table',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
      Setting: {
        Type: 'AWS::SSM::Parameter',
        DependsOn: ['Files', 'Table'],
        Properties: { Type: 'String', Value: { Ref: 'Table' } },
      },
    },
    ...(fail ? { Metadata: { Simulator: { FailResource: 'Setting' } } } : {}),
  };
}

/** A table that a stack has left behind, and a bucket that no stack ever made. */
async function leftovers(): Promise<StackWorld> {
  const world = new StackWorld();
  await world.deploy('old', { Resources: { Table: template().Resources.Table } });
  await world.cloudformation().send(new DeleteStackCommand({ StackName: 'old' }));
  await world.settle();
  await world.s3().send(new CreateBucketCommand({ Bucket: 'notes-files' }));
  return world;
}

async function actions(world: StackWorld, more: object): Promise<string[]> {
  const { Changes = [] } = await world.preview('app', template(), more);
  return Changes.map(({ ResourceChange = {} }) => `${ResourceChange.LogicalResourceId} ${ResourceChange.Action}`);
}

describe('a change set with ImportExistingResources', () => {
  it('takes in what is there under a name of the template and belongs to no stack', async () => {
    const world = await leftovers();
    expect(await actions(world, TAKING)).toEqual(['Files Import', 'Setting Add', 'Table Import']);
    const stack = await world.deploy('app', template(), TAKING);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const events = await world.events('app');
    expect(events).toContain('Files IMPORT_IN_PROGRESS');
    expect(events).toContain('Table IMPORT_COMPLETE');
    expect(events).not.toContain('Files CREATE_IN_PROGRESS');
    expect((await world.preview('app', template(), { ...TAKING, ChangeSetType: 'UPDATE' })).Status).toBe('FAILED');
  });

  it('without it the same fails, because the names are taken', async () => {
    const world = await leftovers();
    expect(await actions(world, {})).toEqual(['Files Add', 'Setting Add', 'Table Add']);
    expect((await world.deploy('app', template())).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('fails for what would go with the stack', async () => {
    const world = await leftovers();
    const { Status, StatusReason } = await world.preview('app', template(null), TAKING);
    expect(Status).toBe('FAILED');
    expect(StatusReason).toMatch(
      /^CloudFormation is attempting to import some resources because they already exist in your account\..* Files \(\{BucketName=notes-files\}\), Table/,
    );
  });

  it('does not take in what another stack has', async () => {
    const world = new StackWorld();
    await world.deploy('other', { Resources: { Table: template().Resources.Table } });
    expect(await actions(world, TAKING)).toEqual(['Files Add', 'Setting Add', 'Table Add']);
    expect((await world.deploy('app', template(), TAKING)).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('leaves what it took in where it was when the stack does not come up', async () => {
    const world = await leftovers();
    const policy = 'RetainExceptOnCreate';
    expect((await world.deploy('app', template(policy, true), TAKING)).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await world.events('app')).toContain('Files DELETE_SKIPPED');
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect(await actions(world, TAKING)).toEqual(['Files Import', 'Setting Add', 'Table Import']);
  });

  it('an update takes in, too, and keeps what a parameter had been', async () => {
    const world = new StackWorld();
    const name = '/notes/kept';
    await world.ssm().send(new PutParameterCommand({ Name: name, Value: 'x', Type: 'String' }));
    const before = { Files: { Type: 'AWS::SQS::Queue' } };
    await world.deploy('app', { Resources: before });
    const kept = { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: 'x' } };
    const after = { Resources: { ...before, Kept: { ...kept, DeletionPolicy: 'Retain' } } };
    expect((await world.update('app', after, TAKING)).StackStatus).toBe('UPDATE_COMPLETE');
    const { Parameter } = await world.ssm().send(new GetParameterCommand({ Name: name }));
    expect(Parameter).toMatchObject({ Value: 'x', Version: 1 });
  });
});
