import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { small } from '../../support/templates.ts';

const DEPLOY = 'deploy dev --yes --output json';
const BUCKET = 'notes-123456789012-eu-west-1';

/** A function whose code is `src/index.mjs` beside its template. */
const lambda = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: '../src',
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
  },
};

function functions(): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a'), b: service('b') }),
    'stack/a.json': lambda,
    'stack/b.json': lambda,
    'src/index.mjs': 'export const handler = () => 1;\n',
  });
}

describe('code', () => {
  it('is uploaded once, however many services use it, and not again', async () => {
    const { run } = await functions();
    await run('bootstrap dev');
    const log = wire();
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).exit).toBe(0);
    const uploads = log.calls.filter((call) => call.startsWith('PUT ') && call.includes('artifacts/'));
    expect(uploads).toHaveLength(1);
    const again = wire();
    await run(DEPLOY, { aws: { wrap: again.wrap } });
    expect(again.count(/^PUT .*artifacts\//)).toBe(0);
  });

  it('that changed changes the services that use it', async () => {
    const { run, write } = await functions();
    await run(DEPLOY);
    await write({ 'src/index.mjs': 'export const handler = () => 2;\n' });
    const log = wire();
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).json()).toMatchObject({
      services: [{ outcome: 'updated' }, { outcome: 'updated' }],
    });
    expect(log.count(/^PUT .*artifacts\//)).toBe(1);
  });
});

describe('a template', () => {
  const filler = { Metadata: { Filler: 'x'.repeat(60_000) } };

  it('that is too long for a request goes by way of the bucket', async () => {
    const { run, world } = await desk({
      'dev.yaml': definition({ a: service('a') }),
      'stack/a.json': { ...small(), ...filler },
    });
    let sent = '';
    const log = wire((call, { body }) => {
      if (call === 'CreateChangeSet') sent = String(body);
    });
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).exit).toBe(0);
    expect(sent).toMatch(/TemplateURL=https/);
    expect(sent.length).toBeLessThan(51_200);
    const objects = await (await enter(world)).s3(REGION).list(BUCKET, '');
    expect(objects.some(({ key }) => key.includes('templates/'))).toBe(true);
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('that CloudFormation refuses fails with its words', async () => {
    const broken = {
      Resources: {
        P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'nowhere' } } },
      },
    };
    const { run } = await desk({ 'dev.yaml': definition({ a: service('a') }), 'stack/a.json': broken });
    const refused = await run(DEPLOY);
    expect(refused.exit).not.toBe(0);
    expect(JSON.stringify(refused.json()['errors'])).toContain('nowhere');
  });
});

describe('what early validation refuses', () => {
  const invalid = (property: string) => ({
    Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x', [property]: 'y' } } },
  });
  const finding = 'P (AWS::SSM::Parameter) /Resources/P/Properties/Valeu: #: extraneous key [Valeu] is not permitted';

  it('is told with resource and property, and leaves no stack behind', async () => {
    const { run, world } = await desk({
      'dev.yaml': definition({ a: service('a') }),
      'stack/a.json': invalid('Valeu'),
    });
    const refused = await run(DEPLOY);
    expect(refused.exit).toBe(1);
    expect(refused.json()['error']).toMatchObject({
      code: 'StackFailed',
      message: `CloudFormation refuses the changes to notes-dev-a: ${finding}`,
    });
    expect(await (await enter(world)).cloudformation(REGION).describe('notes-dev-a')).toBeNull();
  });

  it('is told by the plan of a stack that is there, before anything starts', async () => {
    const { run, write, world } = await desk({
      'dev.yaml': definition({ a: service('a') }),
      'stack/a.json': invalid('Description'),
    });
    await run(DEPLOY);
    await write({ 'stack/a.json': invalid('Valeu') });
    expect(JSON.stringify((await run('plan dev --output json')).json()['errors'])).toContain(finding);
    expect(await (await enter(world)).cloudformation(REGION).listChangeSets('notes-dev-a')).toMatchObject([
      { status: 'CREATE_COMPLETE' },
    ]);
  });
});

describe('--prune', () => {
  it('deletes what the definition no longer names; without it, that is kept and shown', async () => {
    const { run, write, world } = await desk({
      'dev.yaml': definition({ a: service('a'), b: service('b') }),
      ...stackFile('a'),
      ...stackFile('b'),
    });
    await run(DEPLOY);
    await write({ 'dev.yaml': definition({ a: service('a') }) });
    const kept = await run(DEPLOY);
    expect(kept.json()).toMatchObject({ outcome: 'unchanged' });
    expect((await run('plan dev --output json')).json()['services']).toMatchObject([
      { service: 'a' },
      { service: 'b', action: 'orphan' },
    ]);
    const pruned = await run(`${DEPLOY} --prune`);
    expect(pruned.exit).toBe(0);
    expect(pruned.json()['services']).toMatchObject([
      { service: 'a', outcome: 'unchanged' },
      { service: 'b', outcome: 'deleted' },
    ]);
    const stacks = await (await enter(world)).cloudformation(REGION).sweep();
    expect(stacks.map(({ name }) => name)).toEqual(['notes-dev-a']);
  });

  it('takes importers down before exporters, and what was published of them', async () => {
    const { run, write, world } = await desk({
      'dev.yaml': definition({ a: service('a', { runtime: { SIZE: '1' } }), b: service('b') }),
      ...stackFile('a', { exports: 'a-Name' }),
      ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
    });
    await run(DEPLOY);
    await write({ 'dev.yaml': definition({}) });
    const pruned = await run(`${DEPLOY} --prune`);
    expect(pruned.json()['errors']).toBeUndefined();
    const gateways = await enter(world);
    expect(await gateways.cloudformation(REGION).sweep()).toEqual([]);
    expect(await gateways.ssm(REGION).below('/notes/dev')).toEqual([]);
  });

  it('never deletes a protected one', async () => {
    const { run, write, world } = await desk({
      'dev.yaml': definition({ a: service('a'), b: service('b', { protected: true }) }),
      ...stackFile('a'),
      ...stackFile('b'),
    });
    await run(DEPLOY);
    await write({ 'dev.yaml': definition({ a: service('a') }) });
    expect((await run(`${DEPLOY} --prune`)).exit).toBe(0);
    expect(await (await enter(world)).cloudformation(REGION).sweep()).toHaveLength(2);
  });
});

describe('services in flight', () => {
  it('are watched with one request a look, however many they are', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const files = Object.assign(
      {},
      ...names.map((name) => stackFile(name, { more: { Metadata: { Simulator: { Seconds: 60 } } } })),
    ) as Record<string, object>;
    const { run } = await desk({
      'dev.yaml': definition(Object.fromEntries(names.map((name) => [name, service(name)]))),
      ...files,
    });
    await run('bootstrap dev');
    const log = wire();
    const { exit, json } = await run(DEPLOY, { aws: { wrap: log.wrap } });
    expect(exit).toBe(0);
    expect(json()['criticalPathSeconds']).toBeLessThan(90);
    expect(log.count('DescribeStacks')).toBeLessThan(60);
  });

  it('are no more than --concurrency says', async () => {
    const names = ['a', 'b', 'c'];
    const files = Object.assign(
      {},
      ...names.map((name) => stackFile(name, { more: { Metadata: { Simulator: { Seconds: 60 } } } })),
    ) as Record<string, object>;
    const { run } = await desk({
      'dev.yaml': definition(Object.fromEntries(names.map((name) => [name, service(name)]))),
      ...files,
    });
    await run('bootstrap dev');
    expect((await run(`${DEPLOY} --concurrency 1`)).json()['seconds']).toBeGreaterThan(180);
  });

  it('start the moment that what they need is there, not when a whole level is', async () => {
    const one = await desk({
      'dev.yaml': definition({ database: service('database'), uploads: service('uploads'), notes: service('notes') }),
      ...stackFile('database', { exports: 'table', more: { Metadata: { Simulator: { Seconds: 20 } } } }),
      ...stackFile('uploads', { more: { Metadata: { Simulator: { Seconds: 400 } } } }),
      ...stackFile('notes', {
        value: { 'Fn::ImportValue': 'table' },
        more: { Metadata: { Simulator: { Seconds: 20 } } },
      }),
    });
    await one.run(DEPLOY);
    const order = one.world.events
      .filter(({ phase }) => phase === 'started' || phase === 'done')
      .map(({ subject, phase }) => `${subject} ${phase}`);
    expect(order.indexOf('notes done')).toBeLessThan(order.indexOf('uploads done'));
  });
});
