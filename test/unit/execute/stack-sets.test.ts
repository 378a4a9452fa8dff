import { execFileSync } from 'node:child_process';
import {
  ActivateOrganizationsAccessCommand,
  CloudFormationClient,
  CreateStackSetCommand,
  DescribeStackSetCommand,
} from '@aws-sdk/client-cloudformation';
import { OrganizationsClient, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { allStackSets } from '../../../src/simulator/cloudformation/site.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { seedUnit } from '../../../src/simulator/organizations/seed.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { parametersOf } from '../../../src/simulator/ssm/store.ts';
import { desk, type Desk, type DeskRun } from '../../support/cli.ts';
import { nameOf, wire } from '../../support/requests.ts';
import { createWorld, credentialsFor, type RunOptions } from '../../support/world.ts';

const [TOOLS, ...FLEET] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const;

const GUARD = {
  Parameters: { Value: { Type: 'String' } },
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/guard', Value: { Ref: 'Value' } } },
  },
};

const QUEUE = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };

function commit(cwd: string): void {
  for (const line of ['init -q', 'add .', '-c user.name=a -c user.email=a@example.com commit -qm a'])
    execFileSync('git', line.split(' '), { cwd });
}

function definition(given: JsonObject = {}, services: JsonObject = {}, Value = 'a'): JsonObject {
  const stackSet = { organizationalUnit: 'Fleet', maxConcurrent: 1 };
  const guard = { template: '../stack/guard.yaml', engine: 'stacksets', stackSet, parameters: { Value }, ...given };
  return { project: 'notes', region: 'eu-west-1', account: { id: TOOLS }, services: { guard, ...services } };
}

/** An account for tools, and three in a unit; the stack set is the first one's. */
async function project(given: JsonObject = {}): Promise<Desk> {
  const world = createWorld();
  const { state } = world.simulator;
  for (const id of [TOOLS, ...FLEET]) {
    const parent = id === TOOLS ? undefined : seedUnit(state, 'Fleet');
    const member = { email: `${id}@example.com`, name: id, ...(parent === undefined ? {} : { parent }) };
    seedAccount(state, { id, roleName: 'OrganizationAccountAccessRole', member });
  }
  return desk({ 'tools.yaml': definition(given), 'stack/guard.yaml': GUARD }, world);
}

async function done({ run }: Desk, line: string, more?: DeskRun): Promise<JsonObject> {
  const ended = await run(`${line} --output json`, more);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  return ended.json();
}

async function failed({ run }: Desk, line: string, exit: number): Promise<JsonObject> {
  const ended = await run(`${line} --output json`);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(exit);
  return ended.json();
}

function clientConfig({ world }: Desk) {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  return { region: 'eu-west-1', credentials, requestHandler: simulatorHandler(world.simulator) };
}

function values({ world }: Desk): (string | undefined)[] {
  const { state } = world.simulator;
  return FLEET.map(
    (account) => parametersOf({ state, account, region: 'eu-west-1' })['/guard']?.versions.at(-1)?.value,
  );
}

function serviceIn(document: JsonObject): JsonObject {
  return (document['services'] as JsonObject[])[0] ?? {};
}

function outcomesIn(document: JsonObject): string[] {
  const instances = serviceIn(document)['instances'] as { outcome: string }[] | undefined;
  return (instances ?? []).map(({ outcome }) => outcome).sort();
}

describe('a stack set', () => {
  it('is administered by a delegated administrator as well', async () => {
    const one = await project();
    await new CloudFormationClient(clientConfig(one)).send(new ActivateOrganizationsAccessCommand({}));
    const ServicePrincipal = 'member.org.stacksets.cloudformation.amazonaws.com';
    const register = new RegisterDelegatedAdministratorCommand({ AccountId: TOOLS, ServicePrincipal });
    await new OrganizationsClient(clientConfig(one)).send(register);
    const aws = { credentials: credentialsFor(one.world, TOOLS, 'admin') };
    expect(serviceIn(await done(one, 'deploy tools --yes', { aws }))).toMatchObject({ outcome: 'created' });
    expect(values(one)).toEqual(['a', 'a', 'a']);
    expect(await done(one, 'plan tools', { aws })).toMatchObject({ changes: 0 });
    expect(serviceIn(await done(one, 'plan tools'))).toMatchObject({ action: 'none' });
    expect(serviceIn(await done(one, 'destroy tools --yes', { aws }))).toMatchObject({ outcome: 'deleted' });
  });

  it('waits for a person as a whole with approval: manual', async () => {
    const one = await project({ approval: 'manual' });
    const refusal = await failed(one, 'deploy tools --yes', 3);
    expect(refusal['error']).toMatchObject({ code: 'ApprovalRequired' });
    expect(values(one)).toEqual([undefined, undefined, undefined]);
    expect(serviceIn(await done(one, 'plan tools'))).toMatchObject({ approval: 'manual' });
    await done(one, 'deploy tools --yes --approve guard');
    expect(serviceIn(await done(one, 'plan tools'))).toMatchObject({ action: 'none', approval: null });
    await one.write({ 'tools.yaml': definition({ approval: 'manual' }, {}, 'b') });
    await failed(one, 'deploy tools --yes', 3);
    expect(values(one)).toEqual(['a', 'a', 'a']);
    await done(one, 'deploy tools --yes --approve all');
    expect(values(one)).toEqual(['b', 'b', 'b']);
  });

  it('that is protected is kept by destroy, and by --prune', async () => {
    const one = await project({ protected: true });
    await done(one, 'deploy tools --yes');
    expect(serviceIn(await done(one, 'destroy tools --yes'))).toMatchObject({ outcome: 'kept' });
    const { services, ...rest } = definition();
    expect(services).toBeDefined();
    await one.write({ 'tools.yaml': rest });
    expect(serviceIn(await done(one, 'plan tools --prune'))).toMatchObject({ action: 'orphan' });
    await done(one, 'deploy tools --prune --yes');
    expect(values(one)).toEqual(['a', 'a', 'a']);
    await one.write({ 'tools.yaml': definition() });
    expect(serviceIn(await done(one, 'plan tools'))).toMatchObject({ reasons: ['is no longer protected'] });
    await done(one, 'deploy tools --yes');
    expect(await done(one, 'plan tools')).toMatchObject({ changes: 0 });
    await one.write({ 'tools.yaml': rest });
    await done(one, 'deploy tools --prune --yes');
    expect(values(one)).toEqual([undefined, undefined, undefined]);
  });

  it('of somebody else is taken over with --adopt, with its tags', async () => {
    const one = await project();
    const cloudformation = new CloudFormationClient(clientConfig(one));
    await cloudformation.send(new ActivateOrganizationsAccessCommand({}));
    const theirs = { PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: false } } as const;
    const set = {
      StackSetName: 'notes-tools-guard',
      TemplateBody: JSON.stringify({ ...GUARD, Description: 'theirs' }),
    };
    const Parameters = [{ ParameterKey: 'Value', ParameterValue: 'theirs' }];
    await cloudformation.send(new CreateStackSetCommand({ ...set, ...theirs, Parameters }));
    expect((await failed(one, 'deploy tools --yes', 3))['error']).toMatchObject({ code: 'NotOwned' });
    expect(serviceIn(await done(one, 'deploy tools --yes --adopt'))).toMatchObject({ outcome: 'updated' });
    const { StackSet } = await cloudformation.send(new DescribeStackSetCommand(set));
    expect(StackSet?.Tags).toContainEqual({ Key: 'envctl:stack-set', Value: 'tools/guard' });
    expect(values(one)).toEqual(['a', 'a', 'a']);
    expect(await done(one, 'plan tools')).toMatchObject({ changes: 0 });
  });

  it('gives accounts that come later nothing with autoDeploy: false, until the next deployment', async () => {
    const one = await project({ stackSet: { organizationalUnit: 'Fleet', autoDeploy: false, maxConcurrent: '100%' } });
    await done(one, 'deploy tools --yes');
    const { state, settings } = one.world.simulator;
    const parent = seedUnit(state, 'Fleet');
    const id = '555555555555';
    seedAccount(state, { id, roleName: 'x', member: { email: 'late@example.com', name: id, parent } });
    await settings.clock.sleep(60_000);
    const planned = serviceIn(await done(one, 'plan tools'));
    expect(planned).toMatchObject({ action: 'update', reasons: ['1 stack is not there yet'] });
    await done(one, 'deploy tools --yes');
    expect(parametersOf({ state, account: id, region: 'eu-west-1' })['/guard']).toBeDefined();
  });

  it('is left as it is by --since where its template has not changed, and by --only', async () => {
    const one = await project();
    await one.write({
      'tools.yaml': definition({}, { other: { template: '../other/other.yaml' } }),
      'other/other.yaml': QUEUE,
    });
    commit(one.root);
    expect(serviceIn(await done(one, 'plan tools --since HEAD'))).toMatchObject({ reasons: ['left out of this run'] });
    const only = (await done(one, 'plan tools --only other'))['services'];
    expect(only).toMatchObject([
      { service: 'other', action: 'create' },
      { service: 'guard', action: 'none' },
    ]);
    await one.write({ 'stack/guard.yaml': { ...GUARD, Description: 'new' } });
    const since = (await done(one, 'plan tools --since HEAD'))['services'];
    expect(since).toMatchObject([
      { service: 'other', action: 'none' },
      { service: 'guard', action: 'create' },
    ]);
  });

  it('is made once, also when the answer that it was made gets lost', async () => {
    const one = await project();
    let lost = 0;
    const wrap: NonNullable<RunOptions['wrap']> = (inner) => ({
      ...inner,
      handle: async (request, options) => {
        const answer = await inner.handle(request, options);
        if (nameOf(request) !== 'CreateStackSet' || lost++ > 0) return answer;
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
    });
    expect(serviceIn(await done(one, 'deploy tools --yes', { aws: { wrap } }))).toMatchObject({ outcome: 'created' });
    expect(lost).toBe(2);
    expect(values(one)).toEqual(['a', 'a', 'a']);
  });

  it('that somebody else makes in the same moment is left alone', async () => {
    const one = await project();
    const theirs = { PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: false } } as const;
    const meant = { StackSetName: 'notes-tools-guard', TemplateBody: JSON.stringify(QUEUE), ...theirs };
    const { wrap } = wire(async (call) => {
      if (call === 'CreateStackSet')
        await new CloudFormationClient(clientConfig(one)).send(new CreateStackSetCommand(meant));
    });
    const { exit, json } = await one.run('deploy tools --yes --output json', { aws: { wrap } });
    expect([exit, json()['error']]).toEqual([3, expect.objectContaining({ code: 'NotOwned' })]);
    expect(values(one)).toEqual([undefined, undefined, undefined]);
  });

  it('that is stopped by too many failures is gone on with by the next deployment', async () => {
    const one = await project();
    const { state } = one.world.simulator;
    const site = { state, account: FLEET[1], region: 'eu-west-1' };
    const taken = parametersOf(site);
    const mine = parametersOf({ ...site, account: FLEET[0] });
    taken['/guard'] = { name: '/guard', versions: [], tags: {} };
    const document = await failed(one, 'deploy tools --yes', 1);
    expect(outcomesIn(document)).toEqual(['cancelled', 'failed', 'succeeded']);
    expect(document['error']).toMatchObject({ code: 'StackFailed' });
    expect(mine['/guard']).toBeDefined();
    delete taken['/guard'];
    expect(outcomesIn(await done(one, 'deploy tools --yes'))).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(values(one)).toEqual(['a', 'a', 'a']);
  });

  it.each(['CreateStackSet', 'CreateStackInstances', 'DescribeStackSetOperation', 'ListStackSetOperationResults'])(
    'whose deployment is killed at %s is finished by the next, without another operation',
    async (at) => {
      const one = await project();
      const stop = new AbortController();
      const killed = wire((call) => {
        if (call === at) stop.abort(new DOMException('interrupted', 'AbortError'));
      });
      const first = await one.run('deploy tools --yes', { signal: stop.signal, aws: { wrap: killed.wrap } });
      expect(first.exit).toBe(130);
      await done(one, 'deploy tools --yes');
      expect(values(one)).toEqual(['a', 'a', 'a']);
      const sets = allStackSets(one.world.simulator.state);
      expect(sets.map(({ set }) => Object.keys(set.operations).length)).toEqual([1]);
      expect(await done(one, 'plan tools')).toMatchObject({ changes: 0 });
    },
  );
});
