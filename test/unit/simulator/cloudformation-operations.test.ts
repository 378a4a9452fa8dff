import { describe, expect, it } from 'vitest';
import {
  CancelUpdateStackCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { parameterTemplate, refusal, StackWorld } from './cloudformation-world.ts';

const TemplateBody = JSON.stringify(parameterTemplate('1'));

describe('CreateStack and UpdateStack', () => {
  it('work without a change set', async () => {
    const world = new StackWorld();
    const cfn = world.cloudformation();
    const Tags = [{ Key: 'team', Value: 'x' }];
    const create = new CreateStackCommand({ StackName: 'app', TemplateBody, Tags, EnableTerminationProtection: true });
    const { StackId } = await cfn.send(create);
    await world.settle();
    expect(await world.stack('app')).toMatchObject({
      StackId,
      StackStatus: 'CREATE_COMPLETE',
      Tags,
      EnableTerminationProtection: true,
    });
    expect(await refusal(cfn.send(create))).toBe('AlreadyExistsException: Stack [app] already exists');
    const update = (body: string) => cfn.send(new UpdateStackCommand({ StackName: 'app', TemplateBody: body }));
    expect(await refusal(update(TemplateBody))).toBe('ValidationError: No updates are to be performed.');
    await update(JSON.stringify(parameterTemplate('2')));
    await world.settle();
    expect(await world.stack('app')).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Tags });
  });

  it('refuse another type for the same logical id', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const other = { Resources: { Setting: { Type: 'AWS::SNS::Topic' } } };
    expect(await refusal(world.createChangeSet('app', other, { ChangeSetType: 'UPDATE' }))).toMatch(
      /Update of resource type is not permitted.*\[Setting\]$/,
    );
  });

  it('an update can be cancelled', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const slow = { ...parameterTemplate('2'), Metadata: { Simulator: { Seconds: 100 } } };
    await world.begin('app', slow, { ChangeSetType: 'UPDATE' });
    world.pass(5);
    const cancel = new CancelUpdateStackCommand({ StackName: 'app' });
    await world.cloudformation().send(cancel);
    expect((await world.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_IN_PROGRESS');
    await world.settle();
    expect((await world.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await refusal(world.cloudformation().send(cancel))).toMatch(
      /current stack status: UPDATE_ROLLBACK_COMPLETE$/,
    );
  });
});

describe('what is not there', () => {
  const StackName = 'none';
  it.each([
    [new DescribeStacksCommand({ StackName }), 'Stack with id none does not exist'],
    [new DescribeStackEventsCommand({ StackName }), 'Stack [none] does not exist'],
    [new DescribeStackResourcesCommand({ StackName }), 'Stack with id none does not exist'],
    [new ListStackResourcesCommand({ StackName }), 'Stack with id none does not exist'],
    [new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'x' }), "Stack 'none' does not exist"],
    [new GetTemplateCommand({ StackName }), 'Stack with id none does not exist'],
    [new UpdateStackCommand({ StackName, TemplateBody }), 'Stack [none] does not exist'],
  ])('%o', async (command, message) => {
    const sent = new StackWorld().cloudformation().send(command as DescribeStacksCommand);
    expect(await refusal(sent)).toBe(`ValidationError: ${message}`);
  });
});

describe('what is shown', () => {
  it('resources by stack, by name and by physical id', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    const cfn = world.cloudformation();
    const expected = { LogicalResourceId: 'Setting', PhysicalResourceId: '/app/x', ResourceStatus: 'CREATE_COMPLETE' };
    const { StackResources } = await cfn.send(new DescribeStackResourcesCommand({ PhysicalResourceId: '/app/x' }));
    expect(StackResources?.[0]).toMatchObject({ ...expected, StackName: 'app' });
    const { StackResourceSummaries } = await cfn.send(new ListStackResourcesCommand({ StackName: 'app' }));
    expect(StackResourceSummaries?.[0]).toMatchObject(expected);
    const detail = (LogicalResourceId: string) =>
      cfn.send(new DescribeStackResourceCommand({ StackName: 'app', LogicalResourceId }));
    expect((await detail('Setting')).StackResourceDetail).toMatchObject(expected);
    expect(await refusal(detail('Other'))).toBe('ValidationError: Resource Other does not exist for stack app');
  });

  it('stacks and events come in pages, newest first, with the token of their operation', async () => {
    const world = new StackWorld();
    const cfn = world.cloudformation();
    const Resources = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`T${String(index)}`, { Type: 'AWS::SNS::Topic' }]),
    );
    const body = JSON.stringify({ Resources });
    await cfn.send(new CreateStackCommand({ StackName: 'big', TemplateBody: body, ClientRequestToken: 'run-7' }));
    await world.settle();
    const events = [];
    for await (const page of paginateDescribeStackEvents({ client: cfn }, { StackName: 'big' }))
      events.push(...(page.StackEvents ?? []));
    expect(events).toHaveLength(2 + 60 * 3);
    expect(events[0]).toMatchObject({
      ResourceStatus: 'CREATE_COMPLETE',
      LogicalResourceId: 'big',
      ClientRequestToken: 'run-7',
    });
    expect(new Set(events.map((event) => event.EventId)).size).toBe(events.length);
    for (let index = 0; index < 120; index += 1)
      await world.createChangeSet(`s${String(index)}`, parameterTemplate('1'));
    const names = [];
    for await (const page of paginateDescribeStacks({ client: cfn }, {}))
      names.push(...(page.Stacks ?? []).map((stack) => stack.StackName));
    expect(names).toHaveLength(121);
    expect(names[0]).toBe('s119');
  });

  it('only what belongs to the account and region', async () => {
    const world = new StackWorld();
    await world.deploy('app', parameterTemplate('1'));
    for (const [account, region] of [
      ['210987654321', 'eu-west-1'],
      ['123456789012', 'us-east-1'],
    ]) {
      const { Stacks } = await world.cloudformation(account, region).send(new DescribeStacksCommand({}));
      expect(Stacks).toEqual([]);
    }
  });
});
