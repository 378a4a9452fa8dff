import { describe, expect, it } from 'vitest';
import {
  ActivateOrganizationsAccessCommand,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DeleteStackInstancesCommand,
  DeleteStackSetCommand,
  DescribeOrganizationsAccessCommand,
  DescribeStackSetCommand,
  DescribeStackSetOperationCommand,
  ListStackInstancesCommand,
  ListStackSetOperationResultsCommand,
  ListStackSetOperationsCommand,
  ListStackSetsCommand,
  StopStackSetOperationCommand,
  UpdateStackSetCommand,
  type StackSetOperationPreferences,
} from '@aws-sdk/client-cloudformation';
import { MoveAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { seedUnit } from '../../../src/simulator/organizations/seed.ts';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import { parameterTemplate, refusal, StackWorld } from './cloudformation-world.ts';

const MEMBERS = ['111111111111', '222222222222', '333333333333'] as const;
const SET = { StackSetName: 'guard' };

/** An organization with three accounts in one unit, and a stack set for them. */
class Organized extends StackWorld {
  readonly unit: string;

  constructor() {
    super();
    const { state } = this.simulator;
    seedOrganization(state, '123456789012');
    this.unit = seedUnit(state, 'Workloads/Test');
    for (const id of MEMBERS) this.join(id, this.unit);
  }

  join(id: string, parent?: string): void {
    const member = { email: `${id}@example.com`, name: id, ...(parent === undefined ? {} : { parent }) };
    seedAccount(this.simulator.state, { id, member });
  }

  async activated(): Promise<this> {
    await this.cloudformation().send(new ActivateOrganizationsAccessCommand({}));
    return this;
  }

  create(
    TemplateBody = JSON.stringify(parameterTemplate('1')),
    options: { enabled?: boolean; managed?: boolean } = {},
  ) {
    const AutoDeployment = { Enabled: options.enabled ?? true, RetainStacksOnAccountRemoval: false };
    const ManagedExecution = { Active: options.managed ?? true };
    const input = {
      ...SET,
      TemplateBody,
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment,
      ManagedExecution,
    } as const;
    return this.cloudformation().send(new CreateStackSetCommand(input));
  }

  async fanOut(OperationPreferences: StackSetOperationPreferences = {}, Regions = ['eu-west-1']): Promise<string> {
    const DeploymentTargets = { OrganizationalUnitIds: [this.unit] };
    const input = { ...SET, DeploymentTargets, Regions, OperationPreferences };
    return (await this.cloudformation().send(new CreateStackInstancesCommand(input))).OperationId ?? '';
  }

  async operation(OperationId: string): Promise<string | undefined> {
    const command = new DescribeStackSetOperationCommand({ ...SET, OperationId });
    return (await this.cloudformation().send(command)).StackSetOperation?.Status;
  }

  async results(OperationId: string): Promise<string[]> {
    const command = new ListStackSetOperationResultsCommand({ ...SET, OperationId });
    const { Summaries = [] } = await this.cloudformation().send(command);
    return Summaries.map(({ Account, Region, Status }) => `${Account} ${Region} ${Status}`);
  }

  async instances(): Promise<string[]> {
    const { Summaries = [] } = await this.cloudformation().send(new ListStackInstancesCommand(SET));
    return Summaries.map(({ Account, Region, Status }) => `${Account} ${Region} ${Status}`).sort();
  }

  async move(AccountId: string, SourceParentId: string, DestinationParentId: string): Promise<void> {
    const organizations = new OrganizationsClient(this.client());
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  }

  get root(): string {
    return organizationsOf(this.simulator.state).organization?.root ?? '';
  }
}

/** Its name is taken in the second account, so that it cannot be made there. */
async function withTrouble(): Promise<Organized> {
  const world = await new Organized().activated();
  await world.ssm(MEMBERS[1]).send(new PutParameterCommand({ Name: '/app/x', Value: 'taken', Type: 'String' }));
  await world.create();
  return world;
}

describe('stack sets', () => {
  it('need trusted access, which the management account alone gives', async () => {
    const world = new Organized();
    const { Status } = await world.cloudformation().send(new DescribeOrganizationsAccessCommand({}));
    expect(Status).toBe('DISABLED');
    expect(await refusal(world.create())).toMatch(/^ValidationError: You must enable organizations access/);
    const member = world.cloudformation(MEMBERS[0]).send(new ActivateOrganizationsAccessCommand({}));
    expect(await refusal(member)).toMatch(/^AccessDenied/);
    await world.activated();
    await world.create();
    expect(await refusal(world.create())).toMatch(/^NameAlreadyExistsException/);
  });

  it('make a stack in each account of a unit and its regions, but never in the management account', async () => {
    const world = await new Organized().activated();
    await world.move('123456789012', world.root, world.unit);
    await world.create();
    const operation = await world.fanOut({ MaxConcurrentCount: 3 }, ['eu-west-1', 'us-east-1']);
    expect(await world.operation(operation)).toBe('RUNNING');
    await world.settle();
    expect(await world.operation(operation)).toBe('SUCCEEDED');
    expect(await world.instances()).toEqual(
      MEMBERS.flatMap((id) => [`${id} eu-west-1 CURRENT`, `${id} us-east-1 CURRENT`]),
    );
    const { StackSet } = await world.cloudformation().send(new DescribeStackSetCommand(SET));
    expect(StackSet).toMatchObject({
      OrganizationalUnitIds: [world.unit],
      Regions: ['eu-west-1', 'us-east-1'],
      TemplateBody: JSON.stringify(parameterTemplate('1')),
    });
  });

  it('go one account after the other unless told otherwise', async () => {
    const world = await new Organized().activated();
    await world.create();
    const operation = await world.fanOut();
    world.pass(1);
    const running = (await world.results(operation)).filter((result) => result.endsWith('RUNNING'));
    expect(running).toHaveLength(1);
    const soft = await new Organized().activated();
    await soft.create();
    const all = await soft.fanOut({ MaxConcurrentPercentage: 100, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' });
    soft.pass(1);
    expect((await soft.results(all)).filter((result) => result.endsWith('RUNNING'))).toHaveLength(3);
  });

  it('give up a region when more accounts fail than may, and those after it', async () => {
    const world = await withTrouble();
    const operation = await world.fanOut({}, ['eu-west-1', 'us-east-1']);
    await world.settle();
    expect(await world.operation(operation)).toBe('FAILED');
    expect(await world.results(operation)).toEqual([
      `${MEMBERS[0]} eu-west-1 SUCCEEDED`,
      `${MEMBERS[1]} eu-west-1 FAILED`,
      `${MEMBERS[2]} eu-west-1 CANCELLED`,
      ...MEMBERS.map((id) => `${id} us-east-1 CANCELLED`),
    ]);
    const command = new ListStackSetOperationResultsCommand({ ...SET, OperationId: operation });
    const { Summaries = [] } = await world.cloudformation().send(command);
    expect(Summaries[1]?.StatusReason).toMatch(/^ResourceLogicalId:Setting, ResourceType:AWS::SSM::Parameter, /);
  });

  it('go on when as many fail as may; the next operation tries them again', async () => {
    const world = await withTrouble();
    const operation = await world.fanOut({ FailureToleranceCount: 1, MaxConcurrentCount: 1 });
    await world.settle();
    expect(await world.operation(operation)).toBe('SUCCEEDED');
    expect(await world.instances()).toContain(`${MEMBERS[1]} eu-west-1 OUTDATED`);
    await world.ssm(MEMBERS[1]).send(new DeleteParameterCommand({ Name: '/app/x' }));
    const again = await world.fanOut();
    await world.settle();
    expect(await world.results(again)).toEqual([`${MEMBERS[1]} eu-west-1 SUCCEEDED`]);
  });

  it('follow an account into the unit and out of it', async () => {
    const world = await new Organized().activated();
    await world.create();
    await world.fanOut();
    await world.settle();
    world.join('444444444444');
    await world.move('444444444444', world.root, world.unit);
    await world.move(MEMBERS[0], world.unit, world.root);
    await world.settle();
    expect(await world.instances()).toEqual(
      [MEMBERS[1], MEMBERS[2], '444444444444'].map((id) => `${id} eu-west-1 CURRENT`),
    );
  });

  it('leave a moved account alone when they do not deploy automatically', async () => {
    const world = await new Organized().activated();
    await world.create(undefined, { enabled: false });
    await world.fanOut();
    await world.settle();
    await world.move(MEMBERS[0], world.unit, world.root);
    await world.settle();
    expect(await world.instances()).toHaveLength(3);
  });

  it('bring every stack to a new template', async () => {
    const world = await new Organized().activated();
    await world.create();
    await world.fanOut();
    await world.settle();
    const TemplateBody = JSON.stringify(parameterTemplate('2'));
    const { OperationId = '' } = await world
      .cloudformation()
      .send(new UpdateStackSetCommand({ ...SET, TemplateBody, OperationId: 'second' }));
    expect(OperationId).toBe('second');
    expect((await world.instances()).every((one) => one.endsWith('OUTDATED'))).toBe(true);
    await world.settle();
    expect((await world.instances()).every((one) => one.endsWith('CURRENT'))).toBe(true);
    const repeated = world.cloudformation().send(new UpdateStackSetCommand({ ...SET, TemplateBody, OperationId }));
    expect(await refusal(repeated)).toMatch(/^OperationIdAlreadyExistsException/);
  });

  it('queue operations when they are managed, and refuse a second one otherwise', async () => {
    const managed = await new Organized().activated();
    await managed.create();
    await managed.fanOut();
    expect(await managed.operation(await managed.fanOut())).toBe('QUEUED');
    const plain = await new Organized().activated();
    await plain.create(undefined, { managed: false });
    await plain.fanOut();
    plain.pass(1);
    expect(await refusal(plain.fanOut())).toMatch(/^OperationInProgressException/);
  });

  it('stop after what is in work', async () => {
    const world = await new Organized().activated();
    await world.create();
    const OperationId = await world.fanOut();
    world.pass(1);
    await world.cloudformation().send(new StopStackSetOperationCommand({ ...SET, OperationId }));
    await world.settle();
    expect(await world.operation(OperationId)).toBe('STOPPED');
    expect((await world.results(OperationId)).filter((result) => result.endsWith('CANCELLED'))).toHaveLength(2);
  });

  it('go when their stacks are gone', async () => {
    const world = await new Organized().activated();
    await world.create();
    await world.fanOut();
    await world.settle();
    const remove = () => world.cloudformation().send(new DeleteStackSetCommand(SET));
    expect(await refusal(remove())).toMatch(/^StackSetNotEmptyException/);
    const DeploymentTargets = { OrganizationalUnitIds: [world.unit] };
    const input = { ...SET, DeploymentTargets, Regions: ['eu-west-1'], RetainStacks: false };
    await world.cloudformation().send(new DeleteStackInstancesCommand(input));
    await world.settle();
    await remove();
    const describing = world.cloudformation().send(new DescribeStackSetCommand(SET));
    expect(await refusal(describing)).toMatch(/^StackSetNotFoundException/);
    const { Summaries } = await world.cloudformation().send(new ListStackSetsCommand({ Status: 'ACTIVE' }));
    expect(Summaries ?? []).toEqual([]);
  });

  it('make neither nested stacks nor what macros make', async () => {
    const world = await new Organized().activated();
    await world.create(
      JSON.stringify({ Transform: 'AWS::LanguageExtensions', Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }),
    );
    const operation = await world.fanOut();
    await world.settle();
    expect(await world.operation(operation)).toBe('FAILED');
    const { Summaries = [] } = await world.cloudformation().send(new ListStackSetOperationsCommand(SET));
    expect(Summaries[0]).toMatchObject({ Action: 'CREATE', StatusDetails: { FailedStackInstancesCount: 1 } });
  });

  it('are no delegated administrator’s', async () => {
    const world = await new Organized().activated();
    const input = {
      ...SET,
      TemplateBody: '{}',
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
    } as const;
    const created = world.cloudformation().send(new CreateStackSetCommand(input));
    expect(await refusal(created)).toMatch(/not a delegated administrator/);
  });
});
