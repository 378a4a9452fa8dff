import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { allStackSets } from '../../../src/simulator/cloudformation/site.ts';
import { seedUnit } from '../../../src/simulator/organizations/seed.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import type { StackSetRecord } from '../../../src/simulator/cloudformation/stack-sets/record.ts';
import { STACK_SETS_PRINCIPAL } from '../../../src/simulator/cloudformation/stack-sets/targets.ts';
import { delegate } from '../../../src/simulator/organizations/delegated.ts';
import { trust } from '../../../src/simulator/organizations/service-access.ts';
import { desk, type Desk, type DeskRun } from '../../support/cli.ts';
import { seedParameters } from '../../../src/simulator/ssm/seed.ts';
import { deleteParameter } from '../../../src/simulator/ssm/store.ts';
import { wire } from '../../support/requests.ts';
import { createWorld, credentialsFor, START, type World } from '../../support/world.ts';

const [TOOLS, ONE, TWO, LATER] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const;

const GUARD = {
  Parameters: { Value: { Type: 'String' } },
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/guard', Value: { Ref: 'Value' } } },
  },
};

function definition(Value: string, more: JsonObject = {}): JsonObject {
  const stackSet = { organizationalUnit: 'Fleet', autoDeploy: false, ...more };
  const guard = { template: '../stack/guard.yaml', engine: 'stacksets', stackSet, parameters: { Value } };
  return { project: 'notes', region: 'eu-west-1', account: { id: TOOLS }, services: { guard } };
}

/** An account for tools, and two in a unit; the stack set is the first one's. */
async function project(): Promise<Desk> {
  const world = createWorld();
  for (const id of [TOOLS, ONE, TWO]) join(world, id);
  return desk({ 'tools.yaml': definition('a'), 'stack/guard.yaml': GUARD }, world);
}

function join({ simulator: { state } }: World, id: string): void {
  const parent = id === TOOLS ? {} : { parent: seedUnit(state, 'Fleet') };
  const member = { email: `${id}@example.com`, name: id, ...parent };
  seedAccount(state, { id, roleName: 'OrganizationAccountAccessRole', member });
}

async function json({ run }: Desk, line: string, more?: DeskRun): Promise<JsonObject> {
  const ended = await run(`${line} --output json`, more);
  expect(ended.exit, `${line}: ${ended.stdout}${ended.stderr}`).toBe(0);
  return ended.json();
}

function faultsIn(document: JsonObject, fault: string): JsonObject[] {
  return (document['faults'] as JsonObject[]).filter((one) => one['fault'] === fault);
}

function sets({ world }: Desk): StackSetRecord[] {
  return allStackSets(world.simulator.state).map(({ set }) => set);
}

/** As when an update of the stack in this account has failed. */
function fallBehind(here: Desk, account: string): void {
  const [set] = sets(here);
  Object.assign(set?.instances[`${account}/eu-west-1`] ?? {}, { status: 'OUTDATED' });
}

describe('a rehearsal of a stack set', () => {
  it('begins with the stacks that are there, and takes as long as the deployment then', async () => {
    const here = await project();
    const first = await json(here, 'rehearse tools');
    expect(allStackSets(here.world.simulator.state)).toEqual([]);
    const deployed = await json(here, 'deploy tools --yes');
    expect(first).toMatchObject({
      outcome: 'succeeded',
      seconds: deployed['seconds'],
      calls: { 'cloudformation:CreateStackSet': 1, 'cloudformation:CreateStackInstances': 1 },
      services: [{ service: 'guard', stack: 'notes-tools-guard', outcome: 'created', basis: 'types' }],
    });

    join(here.world, LATER);
    await here.write({ 'environments/tools.yaml': definition('b') });
    const second = await json(here, 'rehearse tools');
    const updated = await json(here, 'deploy tools --yes');
    expect(second).toMatchObject({
      outcome: 'succeeded',
      seconds: updated['seconds'],
      calls: { 'cloudformation:UpdateStackSet': 1, 'cloudformation:CreateStackInstances': 1 },
      services: [{ outcome: 'updated', basis: 'types', instances: [{}, {}, {}] }],
    });
    expect(second['calls']).not.toHaveProperty(['cloudformation:CreateStackSet']);
  });

  it('updates what is out of date, and makes what never came up', async () => {
    const here = await project();
    const slow = { Database: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: 'db.t4g.micro' } } };
    await here.write({
      'tools.yaml': definition('a', { maxConcurrent: 2, failureTolerance: 1 }),
      'stack/guard.yaml': { ...GUARD, Resources: { ...GUARD.Resources, ...slow } },
    });
    const { state } = here.world.simulator;
    const creation = Number((await json(here, 'rehearse tools'))['seconds']);
    const taken = { state, account: ONE, region: 'eu-west-1' };
    seedParameters([{ name: '/guard', value: 'theirs', type: 'String', version: 1, modified: START }], taken);
    await json(here, 'deploy tools --yes');
    deleteParameter(taken, '/guard');
    const made = await json(here, 'rehearse tools');
    expect(made).toMatchObject({ seconds: (await json(here, 'deploy tools --yes'))['seconds'] });
    expect(Number(made['seconds'])).toBeGreaterThan(creation * 0.9);
    fallBehind(here, ONE);
    const updated = await json(here, 'rehearse tools');
    expect(updated).toMatchObject({ outcome: 'succeeded', calls: { 'cloudformation:UpdateStackSet': 1 } });
    expect(updated['calls']).not.toHaveProperty(['cloudformation:CreateStackInstances']);
    expect(Number(updated['seconds']) / creation).toBeCloseTo(0.5, 1);
  });

  it('knows those of a delegated administrator', async () => {
    const here = await project();
    const { state } = here.world.simulator;
    trust(state, STACK_SETS_PRINCIPAL);
    delegate(state, TOOLS, STACK_SETS_PRINCIPAL);
    const as: DeskRun = { aws: { credentials: credentialsFor(here.world, TOOLS, 'admin') } };
    const first = await json(here, 'rehearse tools', as);
    expect(first).toMatchObject({ assumptions: [], services: [{ service: 'guard', outcome: 'created' }] });
    expect(await json(here, 'deploy tools --yes', as)).toMatchObject({ seconds: first['seconds'] });
    expect(await json(here, 'rehearse tools', as)).toMatchObject({ outcome: 'unchanged' });
    await here.write({ 'tools.yaml': definition('b') });
    const second = await json(here, 'rehearse tools', as);
    expect(second).toMatchObject({ services: [{ outcome: 'updated' }] });
    expect(await json(here, 'deploy tools --yes', as)).toMatchObject({ seconds: second['seconds'] });
  });

  it('with --prune deletes what the definition no longer names, and nothing else', async () => {
    const here = await project();
    await json(here, 'deploy tools --yes');
    expect(await json(here, 'rehearse tools --prune')).toMatchObject({ outcome: 'unchanged' });
    await here.write({ 'tools.yaml': { ...definition('a'), services: {} } });
    expect(await json(here, 'rehearse tools')).toMatchObject({ outcome: 'unchanged' });
    const pruned = await json(here, 'rehearse tools --prune');
    expect(pruned).toMatchObject({
      services: [{ service: 'guard', stack: 'notes-tools-guard', outcome: 'deleted' }],
      calls: { 'cloudformation:DeleteStackInstances': 1, 'cloudformation:DeleteStackSet': 1 },
    });
    expect(sets(here)).toMatchObject([{ status: 'ACTIVE' }]);
    expect(await json(here, 'deploy tools --prune --yes')).toMatchObject({ seconds: pruned['seconds'] });
  });

  it('takes what is under way to end well, and what its stacks import to be there', async () => {
    const here = await project();
    const stop = new AbortController();
    const { wrap } = wire((call) => {
      if (call === 'DescribeStackSetOperation') stop.abort(new DOMException('interrupted', 'AbortError'));
    });
    expect((await here.run('deploy tools --yes', { signal: stop.signal, aws: { wrap } })).exit).toBe(130);
    const joined = await json(here, 'rehearse tools');
    expect(joined['outcome']).toBe('unchanged');
    expect(joined['assumptions']).toEqual([
      expect.stringMatching(/^operation envctl-c-.* of stack set notes-tools-guard, which is under way, ends well$/),
    ]);
    const Value = { 'Fn::ImportValue': 'Shared' };
    const Setting = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/guard', Value } };
    await here.write({ 'stack/guard.yaml': { ...GUARD, Resources: { Setting } } });
    expect(await json(here, 'rehearse tools')).toMatchObject({
      services: [{ outcome: 'updated' }],
      assumptions: [
        expect.any(String) as string,
        'what stacks of stack set notes-tools-guard import is there in every account',
      ],
    });
  });

  it('says which stack cannot be made as it is, and updates it all the same', async () => {
    const here = await project();
    await json(here, 'deploy tools --yes');
    const broken = { ...GUARD, Metadata: { Simulator: { FailResource: 'Setting', FailReason: 'no capacity' } } };
    for (const set of sets(here)) set.content = { ...set.content, body: JSON.stringify(broken) };
    const rehearsed = await json(here, 'rehearse tools');
    expect(rehearsed).toMatchObject({ services: [{ outcome: 'updated', reason: null, instances: [{}, {}] }] });
    expect(rehearsed['assumptions']).toContainEqual(
      expect.stringMatching(
        /^the stack of notes-tools-guard in 2{12}, eu-west-1, cannot be made .* here: .*no capacity/,
      ),
    );
  });

  it('says of an organization with nothing in it that its unit has no accounts', async () => {
    const { run } = await project();
    const { exit, json: document } = await run('rehearse tools --empty --output json');
    expect(exit).toBe(0);
    expect(document()).toMatchObject({
      outcome: 'succeeded',
      services: [{ service: 'guard', outcome: 'created' }],
      assumptions: expect.arrayContaining(['the unit Fleet is there, and has no accounts of others']) as unknown,
    });
  });
});

describe('--faults of a stack set', () => {
  it('lets the process end in the middle of it, and as many stacks fail as may', async () => {
    const here = await project();
    await here.write({ 'tools.yaml': definition('a', { maxConcurrent: 2, failureTolerance: 1 }) });
    const rehearsed = await json(here, 'rehearse tools --faults');
    expect((rehearsed['faults'] as JsonObject[]).filter(({ recovers }) => recovers !== true)).toEqual([]);
    expect(faultsIn(rehearsed, 'killed')).toContainEqual(
      expect.objectContaining({ subject: 'guard', outcome: 'killed', recovers: true }),
    );
    expect(faultsIn(rehearsed, 'lost')).toMatchObject([{ outcome: 'succeeded', next: null }]);
    expect(faultsIn(rehearsed, 'instance')).toMatchObject([
      {
        subject: 'guard',
        at: null,
        outcome: 'succeeded',
        error: null,
        left: [{ name: 'StackSet-notes-tools-guard', status: 'ABSENT' }],
        locked: false,
        next: { outcome: 'succeeded', services: [{ service: 'guard', outcome: 'updated' }] },
        recovers: true,
      },
    ]);
    expect(sets(here)).toEqual([]);
  });

  it('shows what is out of date when an update fails in one account', async () => {
    const here = await project();
    await json(here, 'deploy tools --yes');
    await here.write({ 'tools.yaml': definition('b') });
    const { exit, stdout } = await here.run('rehearse tools --faults');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/guard +eu-west-1 +updated .* by resource types, 2 stacks/);
    expect(stdout).toMatch(
      /guard fails in one account +failed StackFailed +StackSet-notes-tools-guard OUTDATED, .*-guard UPDATE_ROLLBACK_COMPLETE +finishes/,
    );
  });
});

describe('a rehearsal of a baseline that a stack set brings', () => {
  const HANDED = { engine: 'stacksets', stackSet: { organizationalUnit: 'Fleet' } };

  function living(organizationalUnit: string, more: JsonObject = {}): JsonObject {
    const account = { email: '${environment}@example.com', organizationalUnit };
    return { project: 'notes', region: 'eu-west-1', account, ...more };
  }

  const APP = living('Fleet', { services: { app: { template: '../stack/app.yaml' } } });
  const QUEUE = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };

  /** An environment of tools whose baseline goes to the accounts of a unit, and one that lives there. */
  function fleet(handed: JsonObject = HANDED): Promise<Desk> {
    const files = { 'tools.yaml': living('Tools', { baseline: handed }), 'emma.yaml': APP, 'stack/app.yaml': QUEUE };
    return desk(files);
  }

  /** Rehearses and then deploys: as long, and to the same end. */
  async function likeDeployment(here: Desk, names: string, more = ''): Promise<JsonObject> {
    const rehearsed = await json(here, `rehearse ${names}${more}`);
    const deployed = await json(here, `deploy ${names} --create --yes${more}`);
    expect(deployed).toMatchObject({ outcome: rehearsed['outcome'], seconds: rehearsed['seconds'] });
    return rehearsed;
  }

  it('makes it in the accounts of the unit, and those wait for it', async () => {
    const here = await fleet();
    await json(here, 'create-account tools emma');
    const first = await likeDeployment(here, 'tools');
    expect(first).toMatchObject({
      assumptions: [],
      services: [{ service: 'baseline', outcome: 'created', basis: 'types' }],
    });
    expect(await likeDeployment(here, 'emma')).toMatchObject({ services: [{ service: 'app', outcome: 'created' }] });
    const { criticalPath, criticalPathSeconds, seconds } = first;
    expect((criticalPath as JsonObject[]).map(({ step }) => step)).toEqual(['baseline', 'baseline']);
    expect(Number(criticalPathSeconds)).toBeLessThanOrEqual(Number(seconds));
    await here.write({ 'paul.yaml': APP });
    await likeDeployment(here, 'paul');
    const both = await json(here, 'rehearse tools emma paul');
    expect(both['environments']).toMatchObject([
      { outcome: 'unchanged' },
      { outcome: 'unchanged' },
      { outcome: 'unchanged' },
    ]);
    await here.write({
      'tools.yaml': living('Tools', { baseline: { ...HANDED, deployRole: { trust: ['999999999999'] } } }),
    });
    expect(await likeDeployment(here, 'tools')).toMatchObject({
      services: [{ service: 'baseline', outcome: 'updated' }],
    });
  });

  it('leaves out what bootstrap has made, and with --prune what it has brought', async () => {
    const here = await fleet({});
    await json(here, 'deploy tools emma --create --yes');
    await here.write({ 'tools.yaml': living('Tools', { baseline: HANDED }), 'paul.yaml': APP });
    await json(here, 'create-account paul');
    await likeDeployment(here, 'tools');
    expect(await json(here, 'rehearse tools emma --prune')).toMatchObject({
      environments: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }],
    });
    await json(here, 'deploy paul --yes');
    await here.write({ 'tools.yaml': living('Tools') });
    expect(await json(here, 'rehearse tools')).toMatchObject({ outcome: 'unchanged' });
    expect(await likeDeployment(here, 'tools', ' --prune')).toMatchObject({ services: [{ outcome: 'deleted' }] });
  });

  it('comes with the accounts when all begins from nothing', async () => {
    const here = await fleet();
    const { environments } = await json(here, 'rehearse tools emma --empty');
    expect(environments).toMatchObject([
      { services: [{ service: 'baseline', outcome: 'created' }] },
      { services: [{ service: 'app', outcome: 'created' }] },
    ]);
  });
});
