import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

/** A project with everything that leads to a field of its own: accounts of two forms, a borrowed service, a base. */
function project(): Promise<Desk> {
  const own = {
    project: 'notes',
    region: 'eu-west-1',
    account: { email: 'aws+${environment}@example.com', organizationalUnit: 'Workloads' },
  };
  const parameters = { Stage: '${environment}' };
  const database = service('database', { parameters });
  const notes = service('notes', {
    parameters: { ...parameters, Table: '${output:database.Name}' },
    runtime: { SIZE: '20' },
  });
  return desk({
    'base.yaml': { project: 'notes', region: 'eu-west-1' },
    'staging.yaml': { ...own, services: { database, notes } },
    'emma.yaml': { ...own, account: { environment: 'staging' }, services: { database: { from: 'staging' }, notes } },
    ...stackFile('database', { parameters: ['Stage'], exports: { 'Fn::Sub': '${Stage}-Table' } }),
    ...stackFile('notes', { parameters: ['Stage', 'Table'], value: { Ref: 'Table' } }),
  });
}

/** Every key that scripts rely on is there; `null` stands for any value. */
function expectFields(document: Json | undefined, fields: readonly string[]): JsonObject {
  if (!isObject(document)) throw new Error(`no object: ${JSON.stringify(document)}`);
  expect(Object.keys(document)).toEqual(expect.arrayContaining([...fields]));
  return document;
}

function first(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? (list as readonly Json[])[0] : undefined;
}

const SERVICE = ['service', 'stack', 'region'];

describe('documents have the fields that scripts rely on', () => {
  it('from an account that is made to one that is closed', async () => {
    const { run } = await project();
    const json = async (line: string, exit = 0): Promise<JsonObject> => {
      const done = await run(`${line} --output json`);
      expect(done.exit, `${line}: ${done.stdout}`).toBe(exit);
      return done.json();
    };

    const validated = expectFields(await json('validate'), ['environments']);
    expectFields(first(validated['environments']), ['environment', 'file', 'valid']);

    const made = expectFields(await json('create-account staging'), [
      'environment',
      'accountId',
      'name',
      'email',
      'organizationalUnit',
      'roleArn',
      'outcome',
      'seconds',
    ]);
    expect(made).toMatchObject({
      environment: 'staging',
      email: 'aws+staging@example.com',
      organizationalUnit: 'Workloads',
      outcome: 'created',
    });

    const plan = expectFields(await json('plan staging'), [
      'environment',
      'account',
      'baseline',
      'services',
      'runtime',
      'changes',
    ]);
    expectFields(plan['account'], ['id', 'name', 'action', 'changes']);
    expectFields(plan['baseline'], ['action']);
    const planned = expectFields(first(plan['services']), [
      ...SERVICE,
      'action',
      'dependsOn',
      'approval',
      'reasons',
      'resources',
    ]);
    expectFields(first(planned['resources']), ['logicalId', 'type', 'action', 'replacement']);
    expectFields(first(plan['runtime']), ['name', 'action', 'secret']);

    const bootstrapped = expectFields(await json('bootstrap staging'), [
      'environment',
      'accountId',
      'outcome',
      'items',
    ]);
    expectFields(first(bootstrapped['items']), ['item', 'region', 'action']);

    const deployed = expectFields(await json('deploy staging --yes'), [
      'environment',
      'accountId',
      'outcome',
      'seconds',
      'criticalPathSeconds',
      'apiCalls',
      'services',
    ]);
    expectFields(first(deployed['services']), [...SERVICE, 'outcome', 'seconds', 'outputs', 'reason']);
    expect((await json('deploy emma --yes'))['services']).toMatchObject([
      { service: 'notes', outcome: 'created' },
      { service: 'database', stack: 'notes-staging-database', outcome: 'shared' },
    ]);

    const status = expectFields(await json('status staging'), [
      'environment',
      'accountId',
      'accountState',
      'services',
      'lock',
    ]);
    expectFields(first(status['services']), [
      ...SERVICE,
      'status',
      'health',
      'drift',
      'outputs',
      'urls',
      'updated',
      'commit',
    ]);

    const listed = await json('list');
    expectFields(first(listed['environments']), [
      'name',
      'accountId',
      'accountState',
      'email',
      'organizationalUnit',
      'region',
      'protected',
      'expires',
      'closedOn',
      'freesQuotaOn',
      'orphan',
    ]);

    expect((await json('destroy staging --yes', 3))['error']).toMatchObject({
      code: 'Borrowed',
      message: expect.stringContaining('emma') as string,
    });
    const kept = await json('close-account emma --confirm emma');
    expect(kept).toMatchObject({ environment: 'emma', outcome: 'kept', accountId: made['accountId'] });
    const destroyed = expectFields(await json('destroy staging --yes'), ['environment', 'outcome', 'services', 'kept']);
    expectFields(first(destroyed['services']), [...SERVICE, 'outcome', 'reason']);
    const closed = expectFields(await json('close-account staging --confirm staging'), [
      'environment',
      'accountId',
      'outcome',
      'state',
      'freesQuotaOn',
    ]);
    expect(['closing', 'closed']).toContain(closed['outcome']);
  });

  it('plan says what a change does to each resource', async () => {
    const { run, write } = await project();
    await run('deploy staging --create --yes');
    await write(stackFile('notes', { parameters: ['Stage', 'Table'], value: 'changed' }));
    const { services } = (await run('plan staging --output json')).json();
    expect(services).toMatchObject([
      { service: 'database', action: 'none', resources: [] },
      {
        service: 'notes',
        action: 'update',
        dependsOn: ['database'],
        resources: [{ logicalId: 'Setting', type: 'AWS::SSM::Parameter', action: 'Modify', replacement: false }],
      },
    ]);
  });
});

describe('several environments', () => {
  it('have one document each, and may live in an account that is made for one of them', async () => {
    const { run } = await project();
    const made = await run('deploy staging emma --create --yes --output json');
    expect(made.exit).toBe(0);
    expect(made.json()).toMatchObject({
      environments: [
        { environment: 'staging', outcome: 'succeeded' },
        { environment: 'emma', outcome: 'succeeded' },
      ],
    });
  });

  it('refuse all when one is refused, and nothing starts', async () => {
    const one = await desk({
      'dev.yaml': definition({ a: service('a') }),
      'prod.yaml': definition({ a: service('a', { approval: 'manual' }) }),
      ...stackFile('a'),
    });
    const refused = await one.run('deploy dev prod --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({ code: 'ApprovalRequired' });
    expect((await one.run('status dev --output json')).json()['services']).toMatchObject([{ status: 'ABSENT' }]);
  });
});

describe('a failure', () => {
  it.each([
    ['deploy nobody --yes', 4, 'DefinitionInvalid'],
    ['deploy base --yes', 4, 'DefinitionInvalid'],
    ['status staging --dir nowhere', 4, 'DefinitionInvalid'],
    ['deploy staging --yes', 3, 'AccountNotFound'],
    ['bootstrap staging', 3, 'AccountNotFound'],
    ['deploy emma --yes', 3, 'AccountNotFound'],
  ])('of %s is one document, exit %d, %s', async (line, exit, code) => {
    const { run } = await project();
    const failed = await run(`${line} --output json`);
    expect(failed.exit).toBe(exit);
    const { error, errors } = failed.json();
    expect(error).toMatchObject({ code });
    expectFields(error, ['code', 'message', 'hint', 'at', 'cause']);
    expect(first(errors)).toEqual(error);
    expect(failed.stderr).toBe('');
  });

  it('says where, with a path from here', async () => {
    const { run, write } = await project();
    await write({
      'staging.yaml': 'project: notes\nregion: eu-west-1\naccount: { id: "123456789012" }\nservcies: {}\n',
    });
    const { error } = (await run('validate staging --output json')).json();
    expect(error).toMatchObject({
      code: 'DefinitionInvalid',
      hint: expect.stringContaining('services') as string,
      at: { file: 'environments/staging.yaml', line: 4, column: 1 },
    });
  });

  it('has all errors of all files, in the order of their places', async () => {
    const { run, write } = await project();
    const broken = 'project: notes\nregion: eu-west-1\naccount: { id: "123456789012" }\nfoo: 1\nbar: 2\n';
    await write({ 'b.yaml': broken, 'a.yaml': broken });
    const done = await run('validate --output json');
    expect(done.exit).toBe(4);
    const { errors, environments } = done.json() as {
      errors: { at: { file: string; line: number } }[];
      environments: JsonObject[];
    };
    expect(errors.map(({ at }) => `${at.file}:${at.line}`)).toEqual([
      'environments/a.yaml:4',
      'environments/a.yaml:5',
      'environments/b.yaml:4',
      'environments/b.yaml:5',
    ]);
    expect(environments).toMatchObject([
      { environment: 'a', valid: false },
      { environment: 'b', valid: false },
      { environment: 'emma', valid: true },
      { environment: 'staging', valid: true },
    ]);
  });

  it('of an import that nothing exports is found by plan', async () => {
    const one = await desk({
      'dev.yaml': definition({ a: service('a') }),
      ...stackFile('a', { value: { 'Fn::ImportValue': 'nowhere' } }),
    });
    const validated = await one.run('validate dev');
    expect(validated.exit).toBe(0);
    expect(validated.stdout).toContain('nowhere');
    const planned = await one.run('plan dev --output json');
    expect(planned.exit).toBe(3);
    expect(planned.json()['error']).toMatchObject({ code: 'OutputMissing' });
  });
});

describe('graph', () => {
  it('shows who waits for whom', async () => {
    const { run, connections } = await project();
    expect((await run('graph staging --output json')).json()).toMatchObject({
      environment: 'staging',
      services: [
        { service: 'database', dependsOn: [] },
        { service: 'notes', dependsOn: ['database'] },
      ],
    });
    expect((await run('graph staging')).stdout).toContain('needs database (parameter Table takes output Name)');
    expect((await run('graph staging', { columns: 40 })).stdout).toContain(
      'needs database (parameter Table\n            takes output Name)\n',
    );
    expect(connections()).toBe(0);
  });
});
