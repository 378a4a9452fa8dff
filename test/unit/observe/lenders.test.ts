import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import type { JsonObject } from '../../../src/model/json.ts';

const parameters = { Stage: '${environment}' };
const database = service('database', { parameters });
const notes = service('notes', { parameters });
const TEMPLATES = {
  ...stackFile('database', { parameters: ['Stage'], exports: { 'Fn::Sub': '${Stage}-Table' } }),
  ...stackFile('notes', { parameters: ['Stage'], value: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-Table' } } }),
};

function member(services: JsonObject, more: JsonObject = {}): JsonObject {
  return { project: 'notes', region: REGION, account: { email: 'aws+${environment}@example.com' }, services, ...more };
}

/** `staging` lends its database to `emma`, who has an account of her own, and to `li`, who lives with it. */
function project(): Promise<Desk> {
  return desk({
    'staging.yaml': member({ database }),
    'emma.yaml': member({ database: { from: 'staging' }, notes }),
    'li.yaml': member({ database: { from: 'staging' }, notes }, { account: { environment: 'staging' } }),
    ...TEMPLATES,
  });
}

async function imports({ world, run }: Desk, environment: string): Promise<string> {
  const { accountId } = (await run(`status ${environment} --output json`)).json() as { accountId: string };
  const gateways = await enter(world, accountId, `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`);
  return gateways.cloudformation(REGION).template(`notes-${environment}-notes`);
}

describe('a borrowed service', () => {
  it('of another account is read there, and its value takes the place of the import', async () => {
    const one = await project();
    await one.run('deploy staging --create --yes');
    const done = await one.run('deploy emma --create --yes --output json');
    expect(done.exit).toBe(0);
    expect(await imports(one, 'emma')).not.toContain('ImportValue');
    expect((await one.run('plan emma --detailed-exitcode')).exit).toBe(0);
  });

  it('of the same account is imported under the name that it has there', async () => {
    const one = await project();
    await one.run('deploy staging --create --yes');
    expect((await one.run('deploy li --yes')).exit).toBe(0);
    expect(await imports(one, 'li')).toContain('"Fn::ImportValue": "staging-Table"');
    expect((await one.run('plan li --detailed-exitcode')).exit).toBe(0);
  });

  it('that is not there yet is said to be deployed first', async () => {
    const one = await project();
    const refused = await one.run('deploy emma --create --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'OutputMissing',
      hint: expect.stringContaining('envctl deploy staging') as string,
    });
    expect((await one.run('list --output json')).json()['environments']).toMatchObject([
      { name: 'emma', accountId: null },
      {},
      {},
    ]);
  });

  it('is waited for when its environment is deployed in the same run, also when only one account has to be made', async () => {
    const one = await project();
    await one.run('create-account staging');
    const done = await one.run('deploy emma staging --create --yes --output json');
    expect(done.exit).toBe(0);
    const order = one.world.events
      .filter(({ phase, subject }) => phase === 'done' && (subject === 'database' || subject === 'notes'))
      .map(({ environment, subject }) => `${environment}/${subject}`);
    expect(order).toEqual(['staging/database', 'emma/notes']);
  });

  it('that changes changes those who borrow it, at their next deployment', async () => {
    const one = await project();
    await one.run('deploy staging emma --create --yes');
    await one.write(
      stackFile('database', {
        parameters: ['Stage'],
        exports: { 'Fn::Sub': '${Stage}-Table' },
        more: {
          Resources: { Other: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } } },
          Outputs: { Name: { Value: { Ref: 'Other' }, Export: { Name: { 'Fn::Sub': '${Stage}-Table' } } } },
        },
      }),
    );
    expect((await one.run('deploy staging --yes')).exit).toBe(0);
    expect((await one.run('plan emma --detailed-exitcode')).exit).toBe(2);
  });
});

describe('who borrows', () => {
  it('keeps the lender from being destroyed and closed, wherever the borrower lives', async () => {
    const one = await project();
    await one.run('deploy staging emma li --create --yes');
    const refused = await one.run('destroy staging --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'Borrowed',
      message: 'environment "staging" is used by emma, li',
    });
    expect((await one.run('destroy li --yes')).exit).toBe(0);
    expect((await one.run('close-account staging --confirm staging --output json')).json()['error']).toMatchObject({
      code: 'Borrowed',
      message: expect.stringContaining('emma') as string,
    });
    expect((await one.run('close-account emma --confirm emma')).exit).toBe(0);
    expect((await one.run('destroy staging --yes')).exit).toBe(0);
  });

  it('goes first when both go', async () => {
    const one = await project();
    await one.run('deploy staging li --create --yes');
    expect((await one.run('destroy staging li --yes')).exit).toBe(0);
    const order = one.world.events.filter(({ message }) => message === 'deleted').map(({ environment }) => environment);
    expect(order).toEqual(['li', 'staging']);
  });

  it('is only what is deployed', async () => {
    const one = await project();
    await one.run('deploy staging --create --yes');
    expect((await one.run('destroy staging --yes')).exit).toBe(0);
  });

  it('is found by its tags also when its definition has gone', async () => {
    const one = await project();
    await one.run('deploy staging li --create --yes');
    const rest = await desk({ 'staging.yaml': member({ database }), ...TEMPLATES }, one.world);
    expect((await rest.run('destroy staging --yes --output json')).json()['error']).toMatchObject({ code: 'Borrowed' });
  });

  it('is exact: an environment whose name begins the same borrows nothing', async () => {
    const one = await desk({
      'dev.yaml': definition({ database }),
      'dev-emma.yaml': definition({ database }),
      'li.yaml': definition({ database: { from: 'dev-emma' }, notes }),
      ...TEMPLATES,
    });
    await one.run('deploy dev dev-emma li --yes');
    expect((await one.run('destroy dev --yes')).exit).toBe(0);
    expect((await one.run('destroy dev-emma --yes')).exit).toBe(3);
  });
});

describe('another repository', () => {
  const from = { project: 'infra', environment: 'staging', account: '123456789012', service: 'database' };

  it('lends by its stack alone: imports meet its exports, and outputs are taken from it', async () => {
    const infra = await desk({ 'staging.yaml': { ...definition({ database }), project: 'infra' }, ...TEMPLATES });
    expect((await infra.run('deploy staging --yes')).exit).toBe(0);
    const taking = service('notes', { parameters: { ...parameters, Table: '${output:data.Name}' } });
    const one = await desk(
      {
        'dev.yaml': definition({ data: { from }, notes: taking }),
        ...stackFile('notes', {
          parameters: ['Stage', 'Table'],
          value: { 'Fn::Join': ['/', [{ Ref: 'Table' }, { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-Table' } }]] },
        }),
      },
      infra.world,
    );
    const done = await one.run('deploy dev --yes --output json');
    expect(done.exit, done.stdout).toBe(0);
    expect(done.json()['services']).toMatchObject([
      { service: 'notes', outcome: 'created' },
      { service: 'data', stack: 'infra-staging-database', outcome: 'shared' },
    ]);
    expect((await one.run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('lends to another account a caller who is in its own, without a role', async () => {
    const infra = await desk({ 'staging.yaml': { ...definition({ database }), project: 'infra' }, ...TEMPLATES });
    expect((await infra.run('deploy staging --yes')).exit).toBe(0);
    const one = await desk({ 'dev.yaml': member({ database: { from }, notes }), ...TEMPLATES }, infra.world);
    const done = await one.run('deploy dev --create --yes --output json');
    expect(done.exit, done.stdout).toBe(0);
    expect(await imports(one, 'dev')).not.toContain('ImportValue');
    expect((await one.run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  /** `infra` lives in a member account, with or without a deploy role. */
  async function lent(baseline: JsonObject): Promise<{ infra: Desk; borrower: Desk }> {
    const lender = { ...member({ database }, { baseline }), project: 'infra' };
    const infra = await desk({ 'staging.yaml': lender, ...TEMPLATES });
    expect((await infra.run('deploy staging --create --yes')).exit).toBe(0);
    const { accountId } = (await infra.run('status staging --output json')).json() as { accountId: string };
    const borrowed = { from: { ...from, account: accountId } };
    const borrower = await desk({ 'dev.yaml': definition({ database: borrowed, notes }), ...TEMPLATES }, infra.world);
    return { infra, borrower };
  }

  it.each([
    ['the deploy role of its baseline', {}],
    ['the role that member accounts come with, where its baseline has none', { deployRole: false }],
  ])('in another account is read with %s', async (_name, baseline) => {
    const { borrower } = await lent(baseline);
    const done = await borrower.run('deploy dev --yes --output json');
    expect(done.exit, done.stdout).toBe(0);
  });

  it('in another account that lets nobody in says what is needed', async () => {
    const account = '210987654321';
    const one = await desk({
      'dev.yaml': definition({ database: { from: { ...from, account } }, notes }),
      ...TEMPLATES,
    });
    const refused = await one.run('deploy dev --yes --output json');
    expect(refused.exit).toBe(1);
    expect(refused.json()['error']).toMatchObject({
      code: 'AccessDenied',
      message: `account ${account}, where infra/staging lives, lets this caller in by none of its roles`,
      hint: expect.stringContaining('baseline.deployRole.trust') as string,
      at: { file: expect.stringContaining('dev.yaml') as string },
    });
  });

  it('that has not deployed is named', async () => {
    const one = await desk({
      'dev.yaml': definition({
        data: { from },
        notes: service('notes', { parameters: { Stage: '${output:data.Name}' } }),
      }),
      ...TEMPLATES,
      ...stackFile('notes', { parameters: ['Stage'] }),
    });
    const refused = await one.run('deploy dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'OutputMissing',
      message: expect.stringContaining('database') as string,
    });
  });
});

describe('what is read', () => {
  it('is one sweep of stacks and one of parameters for each region, however many services there are', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const one = await desk({
      'dev.yaml': definition(Object.fromEntries(names.map((name) => [name, service(name)]))),
      ...(Object.assign({}, ...names.map((name) => stackFile(name))) as Record<string, object>),
    });
    await one.run('deploy dev --yes');
    const log = wire();
    await one.run('plan dev', { aws: { wrap: log.wrap } });
    expect(log.count('DescribeStacks')).toBe(1);
    expect(log.count('GetParametersByPath')).toBe(1);
    expect(log.calls.length).toBeLessThanOrEqual(12);
  });
});
