import { beforeEach, describe, expect, it } from 'vitest';
import { awsCode } from '../../../src/aws/codes.ts';
import type {
  ChangeSet,
  ChangeSetRequest,
  CloudFormationGateway,
  Stack,
} from '../../../src/aws/types/cloudformation.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { refusalOf } from '../../support/thrown.ts';
import { gatewaysOf, REGION } from './gateway-world.ts';

let cloudformation: CloudFormationGateway;
let clock: Clock;
beforeEach(async () => {
  const { run, account } = await gatewaysOf();
  cloudformation = account.cloudformation(REGION);
  clock = run.clock;
});

function template(...names: string[]): { body: string } {
  const resources = names.map((name) => [
    name,
    { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'V' } } },
  ]);
  const Outputs = { First: { Value: { Ref: names[0] }, Export: { Name: 'dev-First' } } };
  return {
    body: JSON.stringify({ Parameters: { V: { Type: 'String' } }, Resources: Object.fromEntries(resources), Outputs }),
  };
}

function request(more: Partial<ChangeSetRequest> = {}): ChangeSetRequest {
  return {
    stackName: 'notes-dev-database',
    name: 'envctl-1',
    type: 'CREATE',
    template: template('A'),
    parameters: { V: '1' },
    tags: { 'envctl:project': 'notes' },
    capabilities: [],
    importExisting: false,
    role: null,
    token: `token-${more.stackName ?? ''}-${more.name ?? ''}`,
    ...more,
  };
}

async function changeSet(more: Partial<ChangeSetRequest> = {}): Promise<ChangeSet> {
  const { changeSetId } = await cloudformation.createChangeSet(request(more));
  for (;;) {
    const described = await cloudformation.describeChangeSet(changeSetId);
    if (described && !/_(PENDING|IN_PROGRESS)$/.test(described.status)) return described;
    await clock.sleep(1_000);
  }
}

async function settled(stackId: string): Promise<Stack | null> {
  for (;;) {
    const stack = await cloudformation.describe(stackId);
    if (!stack?.status.endsWith('_IN_PROGRESS')) return stack;
    await clock.sleep(1_000);
  }
}

async function deployed(more: Partial<ChangeSetRequest> = {}, token = 'execute-1'): Promise<Stack> {
  const { id, stackId } = await changeSet(more);
  await cloudformation.executeChangeSet(id, token);
  const stack = await settled(stackId);
  if (!stack) throw new Error('the stack has gone');
  return stack;
}

describe('a stack', () => {
  it('is null before it is there', async () => {
    expect(await cloudformation.describe('notes-dev-database')).toBeNull();
    expect(await cloudformation.sweep()).toEqual([]);
  });

  it('is described with everything that was submitted', async () => {
    const stack = await deployed();
    expect(stack).toMatchObject({
      name: 'notes-dev-database',
      status: 'CREATE_COMPLETE',
      tags: { 'envctl:project': 'notes' },
      parameters: { V: '1' },
      outputs: [{ key: 'First', exportName: 'dev-First' }],
      terminationProtection: false,
      role: null,
    });
    expect(stack.changeSetId).toContain(':changeSet/envctl-1/');
    expect(await cloudformation.sweep()).toEqual([stack]);
    expect(await cloudformation.describe(stack.name)).toEqual(stack);
    expect(await cloudformation.template(stack.name)).toBe(template('A').body);
  });

  it('has resources and events, the newest first, from a moment on', async () => {
    const { id, created } = await deployed();
    expect(await cloudformation.resources(id)).toMatchObject([{ logicalId: 'A', status: 'CREATE_COMPLETE' }]);
    const events = await cloudformation.events(id, 0);
    expect(events[0]).toMatchObject({ logicalId: 'notes-dev-database', status: 'CREATE_COMPLETE', token: 'execute-1' });
    const times = events.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const late = await cloudformation.events(id, created + 5_000);
    expect(late.length).toBeLessThan(events.length);
    expect(late.every(({ time }) => time >= created + 5_000)).toBe(true);
    expect(await cloudformation.events(id, clock.now() + 1)).toEqual([]);
  });

  it('is found by its id alone once it is deleted', async () => {
    const { id, name } = await deployed();
    await cloudformation.deleteStack(id, { token: 'delete-1', role: null });
    await cloudformation.deleteStack(id, { token: 'delete-1', role: null });
    expect((await settled(id))?.status).toBe('DELETE_COMPLETE');
    expect(await cloudformation.describe(name)).toBeNull();
    await cloudformation.deleteStack(id, { token: 'delete-2', role: null });
  });

  it('under termination protection is not deleted', async () => {
    const { id } = await deployed();
    await cloudformation.setTerminationProtection(id, true);
    const refusal = await refusalOf(cloudformation.deleteStack(id, { token: 'delete-1', role: null }));
    expect(refusal).toMatchObject({ code: 'AwsError' });
    expect((await cloudformation.describe(id))?.terminationProtection).toBe(true);
    await cloudformation.setTerminationProtection(id, false);
    await cloudformation.deleteStack(id, { token: 'delete-2', role: null });
  });
});

describe('a change set', () => {
  it('says what it changes', async () => {
    const found = await changeSet({ template: template('A', 'B') });
    expect(found).toMatchObject({
      name: 'envctl-1',
      status: 'CREATE_COMPLETE',
      executionStatus: 'AVAILABLE',
      empty: false,
    });
    expect(found.changes.map(({ logicalId, action }) => [logicalId, action])).toEqual([
      ['A', 'Add'],
      ['B', 'Add'],
    ]);
  });

  it('names the properties that differ', async () => {
    await deployed();
    const { changes } = await changeSet({ name: 'envctl-2', type: 'UPDATE', parameters: { V: '2' } });
    expect(changes).toMatchObject([{ logicalId: 'A', action: 'Modify', replacement: 'false' }]);
    expect(changes[0]?.properties).toEqual([{ name: 'Value', recreation: 'Never' }]);
  });

  it('without changes is empty', async () => {
    await deployed();
    expect(await changeSet({ name: 'envctl-2', type: 'UPDATE' })).toMatchObject({ status: 'FAILED', empty: true });
  });

  it('is created once for one token, and not twice under one name', async () => {
    const first = await cloudformation.createChangeSet(request());
    expect(await cloudformation.createChangeSet(request())).toEqual(first);
    const again = cloudformation.createChangeSet(request({ token: 'another' }));
    expect(awsCode(await again.catch((error: unknown) => error))).toBe('AlreadyExistsException');
  });

  it('is executed once for one token, and may be executed already', async () => {
    const { id, stackId } = await changeSet();
    await cloudformation.executeChangeSet(id, 'execute-1');
    await cloudformation.executeChangeSet(id, 'execute-1');
    await expect(cloudformation.executeChangeSet(id, 'execute-2')).resolves.toBeNull();
    expect((await settled(stackId))?.status).toBe('CREATE_COMPLETE');
  });

  it('that cannot be executed is handed back as it stands', async () => {
    await deployed();
    const { id } = await changeSet({ name: 'envctl-2', type: 'UPDATE' });
    await expect(cloudformation.executeChangeSet(id, 'execute-2')).resolves.toMatchObject({ id, status: 'FAILED' });
  });

  it('is listed, deleted, and then null', async () => {
    const { id, stackId } = await changeSet();
    expect(await cloudformation.listChangeSets(stackId)).toMatchObject([
      { id, name: 'envctl-1', status: 'CREATE_COMPLETE' },
    ]);
    await cloudformation.deleteChangeSet(id);
    await cloudformation.deleteChangeSet(id);
    expect(await cloudformation.describeChangeSet(id)).toBeNull();
    expect(await cloudformation.listChangeSets('no-such-stack')).toEqual([]);
  });
});

describe('exports', () => {
  it('are listed with their stacks and importers', async () => {
    const { id } = await deployed();
    expect(await cloudformation.exports()).toMatchObject([{ name: 'dev-First', stackId: id }]);
    expect(await cloudformation.importers('dev-First')).toEqual([]);
    expect(await cloudformation.importers('nobody-exports-this')).toEqual([]);
    const importing = {
      Resources: {
        C: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'dev-First' } } },
      },
    };
    await deployed(
      { stackName: 'notes-dev-notes', template: { body: JSON.stringify(importing) }, parameters: {} },
      'execute-2',
    );
    expect(await cloudformation.importers('dev-First')).toEqual(['notes-dev-notes']);
  });
});
