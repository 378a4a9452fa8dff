import { describe, expect, it } from 'vitest';
import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  ExecuteChangeSetCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { outputs, parameterTemplate, refusal, StackWorld } from './cloudformation-world.ts';

async function valueOf(world: StackWorld, Name: string): Promise<string | undefined> {
  const { Parameter } = await world.ssm().send(new GetParameterCommand({ Name }));
  return Parameter?.Value;
}

describe('the life of a stack', () => {
  it('goes from review through creation to completion, resource by resource', async () => {
    const world = new StackWorld();
    const { id } = await world.createChangeSet('app', parameterTemplate('1'));
    expect((await world.stack('app')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(await world.describeChangeSet(id)).toMatchObject({
      Status: 'CREATE_PENDING',
      ExecutionStatus: 'UNAVAILABLE',
    });
    world.pass(1);
    expect((await world.describeChangeSet(id)).Status).toBe('CREATE_IN_PROGRESS');
    world.pass(3);
    expect(await world.describeChangeSet(id)).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
    });
    await world.cloudformation().send(new ExecuteChangeSetCommand({ ChangeSetName: id, ClientRequestToken: 'run-1' }));
    expect((await world.stack('app')).StackStatus).toBe('CREATE_IN_PROGRESS');
    expect(await refusal(valueOf(world, '/app/x'))).toMatch(/^ParameterNotFound/);
    await world.settle();
    const stack = await world.stack('app');
    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', ChangeSetId: id });
    expect(outputs(stack)).toEqual({ Name: '/app/x' });
    expect(await valueOf(world, '/app/x')).toBe('1');
    expect((await world.describeChangeSet(id)).ExecutionStatus).toBe('EXECUTE_COMPLETE');
    expect(await world.events('app')).toEqual([
      'app REVIEW_IN_PROGRESS',
      'app CREATE_IN_PROGRESS',
      'Setting CREATE_IN_PROGRESS',
      'Setting CREATE_IN_PROGRESS',
      'Setting CREATE_COMPLETE',
      'app CREATE_COMPLETE',
    ]);
  });

  it('updates what has changed and cleans up what has gone', async () => {
    const world = new StackWorld();
    const old = parameterTemplate('1');
    const queue = { Type: 'AWS::SQS::Queue' };
    await world.deploy('app', { ...old, Resources: { ...old.Resources, Queue: queue } });
    const stack = await world.update('app', parameterTemplate('2'));
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect(stack.LastUpdatedTime).toBeInstanceOf(Date);
    expect(await valueOf(world, '/app/x')).toBe('2');
    expect((await world.events('app')).slice(-7)).toEqual([
      'app UPDATE_IN_PROGRESS',
      'Setting UPDATE_IN_PROGRESS',
      'Setting UPDATE_COMPLETE',
      'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Queue DELETE_IN_PROGRESS',
      'Queue DELETE_COMPLETE',
      'app UPDATE_COMPLETE',
    ]);
  });

  it('replaces a resource whose name changes, the old one last', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1', '/app/old'));
    const stack = await world.update('app', parameterTemplate('1', '/app/new'));
    expect(outputs(stack)).toEqual({ Name: '/app/new' });
    expect(await refusal(valueOf(world, '/app/old'))).toMatch(/^ParameterNotFound/);
    expect((await world.events('app')).slice(-6)).toEqual([
      'Setting UPDATE_IN_PROGRESS',
      'Setting UPDATE_COMPLETE',
      'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Setting DELETE_IN_PROGRESS',
      'Setting DELETE_COMPLETE',
      'app UPDATE_COMPLETE',
    ]);
  });

  it('is deleted for its name, and kept for its id', async () => {
    const world = new StackWorld();
    const { StackId = '' } = await world.deploy('app', parameterTemplate('1'));
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    expect((await world.stack('app')).StackStatus).toBe('DELETE_IN_PROGRESS');
    await world.settle();
    expect(await refusal(world.stacks('app'))).toBe('ValidationError: Stack with id app does not exist');
    expect((await world.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await refusal(valueOf(world, '/app/x'))).toMatch(/^ParameterNotFound/);
    const { StackSummaries } = await world
      .cloudformation()
      .send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
    expect(StackSummaries).toHaveLength(1);
    await world.cloudformation().send(new DeleteStackCommand({ StackName: 'app' }));
    expect((await world.deploy('app', parameterTemplate('2'))).StackId).not.toBe(StackId);
  });

  it('refuses to go while termination protection is on', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const cfn = world.cloudformation();
    await cfn.send(new UpdateTerminationProtectionCommand({ StackName: 'app', EnableTerminationProtection: true }));
    expect((await world.stack('app')).EnableTerminationProtection).toBe(true);
    expect(await refusal(cfn.send(new DeleteStackCommand({ StackName: 'app' })))).toBe(
      'ValidationError: Stack [app] cannot be deleted while TerminationProtection is enabled',
    );
    await cfn.send(new UpdateTerminationProtectionCommand({ StackName: 'app', EnableTerminationProtection: false }));
    await cfn.send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    expect(await world.stacks()).toEqual([]);
  });

  it('makes independent resources side by side and dependent ones one after the other', async () => {
    const world = new StackWorld();
    const queue = (DependsOn: string[] = []) => ({ Type: 'AWS::SQS::Queue', DependsOn });
    await world.begin('app', {
      Resources: { A: queue(), B: queue(), C: queue(['A', 'B']) },
      Metadata: { Simulator: { Seconds: 20 } },
    });
    const inProgress = async () => {
      const { StackResources = [] } = await world
        .cloudformation()
        .send(new DescribeStackResourcesCommand({ StackName: 'app' }));
      return Object.fromEntries(
        StackResources.map((resource) => [resource.LogicalResourceId, resource.ResourceStatus]),
      );
    };
    world.pass(1);
    expect(await inProgress()).toEqual({ A: 'CREATE_IN_PROGRESS', B: 'CREATE_IN_PROGRESS' });
    world.pass(10);
    expect(await inProgress()).toEqual({ A: 'CREATE_COMPLETE', B: 'CREATE_COMPLETE', C: 'CREATE_IN_PROGRESS' });
    world.pass(10);
    expect((await world.stack('app')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('survives being saved at any moment of an operation', async () => {
    let world = new StackWorld();
    const step = async () => {
      world = world.reloaded();
      world.pass(0.7);
      await world.stacks();
    };
    const run = async () => {
      for (let turn = 0; world.simulator.state.queue.length > 0 && turn < 300; turn += 1) await step();
    };
    await world.begin('app', parameterTemplate('1', '/app/old'));
    await run();
    expect((await world.stack('app')).StackStatus).toBe('CREATE_COMPLETE');
    await world.begin('app', parameterTemplate('2', '/app/new'), { ChangeSetType: 'UPDATE' });
    await run();
    expect(outputs(await world.stack('app'))).toEqual({ Name: '/app/new' });
    const broken = parameterTemplate('3', '/app/new', { Metadata: { Simulator: { FailResource: 'Setting' } } });
    await world.begin('app', broken, { ChangeSetType: 'UPDATE' });
    await run();
    expect((await world.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await valueOf(world, '/app/new')).toBe('2');
  });
});

describe('failures', () => {
  const failing = (FailOn: string[] = ['create', 'update']) => ({
    Metadata: { Simulator: { FailResource: 'Queue', FailReason: 'no luck', FailOn } },
    Resources: {
      ...parameterTemplate('2').Resources,
      Queue: { Type: 'AWS::SQS::Queue', DependsOn: 'Setting', Properties: { DelaySeconds: 5 } },
    },
  });

  it('rolls a failed creation back and says why', async () => {
    const world = new StackWorld();
    const stack = await world.deploy('app', failing());
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await world.reasons('app', 'Queue')).toEqual(['no luck']);
    expect(await world.reasons('app', 'app')).toContain(
      'The following resource(s) failed to create: [Queue]. Rollback requested by user.',
    );
    expect(await refusal(valueOf(world, '/app/x'))).toMatch(/^ParameterNotFound/);
    expect(await refusal(world.createChangeSet('app', failing(), { ChangeSetType: 'UPDATE' }))).toBe(
      `ValidationError: Stack:${stack.StackId ?? ''} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
    expect(await refusal(world.createChangeSet('app', failing(), { ChangeSetName: 'again' }))).toBe(
      'ValidationError: Stack [app] already exists and cannot be created again with the changeSet [again].',
    );
  });

  it.each([
    ['DO_NOTHING', 'CREATE_FAILED'],
    ['ROLLBACK', 'ROLLBACK_COMPLETE'],
  ] as const)('on failure %s ends in %s', async (OnStackFailure, status) => {
    const world = new StackWorld();
    expect((await world.deploy('app', failing(), { OnStackFailure })).StackStatus).toBe(status);
  });

  it('on failure DELETE leaves nothing', async () => {
    const world = new StackWorld();
    await world.begin('app', failing(), { OnStackFailure: 'DELETE' });
    await world.settle();
    expect(await world.stacks()).toEqual([]);
  });

  it('cancels what is being made beside the failure', async () => {
    const world = new StackWorld();
    const slow = { Type: 'AWS::SQS::Queue' };
    const failingParameter = parameterTemplate('{{bad}}').Resources;
    const stack = await world.deploy('app', { Resources: { ...failingParameter, Slow: slow } });
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await world.reasons('app', 'Slow')).toEqual(['Resource creation cancelled']);
    expect((await world.reasons('app', 'app')).at(-1)).toBe(
      'The following resource(s) failed to create: [Setting, Slow]. Rollback requested by user.',
    );
  });

  it('brings everything back after a failed update', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const stack = await world.update('app', failing());
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await valueOf(world, '/app/x')).toBe('1');
    expect(outputs(stack)).toEqual({ Name: '/app/x' });
    expect(await world.events('app')).toContain('app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    expect((await world.update('app', parameterTemplate('4'))).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('stops at UPDATE_ROLLBACK_FAILED and continues, skipping what is named', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const broken = {
      ...parameterTemplate('2'),
      Metadata: { Simulator: { FailResource: 'Setting', FailOn: ['update', 'rollback'] } },
    };
    expect((await world.update('app', broken)).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    expect(await refusal(world.createChangeSet('app', broken, { ChangeSetType: 'UPDATE' }))).toMatch(
      /UPDATE_ROLLBACK_FAILED state/,
    );
    const cfn = world.cloudformation();
    await cfn.send(new ContinueUpdateRollbackCommand({ StackName: 'app' }));
    await world.settle();
    expect((await world.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    await cfn.send(new ContinueUpdateRollbackCommand({ StackName: 'app', ResourcesToSkip: ['Setting'] }));
    await world.settle();
    expect((await world.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('leaves what would not go in DELETE_FAILED, until it is retained', async () => {
    const world = new StackWorld();
    const { StackId = '' } = await world.deploy('app', failing(['delete']));
    const cfn = world.cloudformation();
    expect(await refusal(cfn.send(new DeleteStackCommand({ StackName: 'app', RetainResources: ['Queue'] })))).toMatch(
      /^ValidationError/,
    );
    await cfn.send(new DeleteStackCommand({ StackName: 'app' }));
    await world.settle();
    const stack = await world.stack('app');
    expect(stack).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: expect.stringContaining('The following resource(s) failed to delete: [Queue].') as string,
    });
    expect(await refusal(valueOf(world, '/app/x'))).toMatch(/^ParameterNotFound/);
    await cfn.send(new DeleteStackCommand({ StackName: 'app', RetainResources: ['Queue'] }));
    await world.settle();
    expect((await world.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await world.events(StackId)).toContain('Queue DELETE_SKIPPED');
  });
});
