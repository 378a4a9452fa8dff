import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realClock } from '../../../src/model/clock.ts';
import { digestOf } from '../../../src/model/digest.ts';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { slow, failing } from '../../support/templates.ts';
import { createWorld, START, type World } from '../../support/world.ts';

/** A database, and an application that waits for it. */
function project(more: JsonObject = {}): Promise<Desk> {
  return desk(
    {
      'dev.yaml': own('dev', {
        services: {
          database: service('database'),
          app: service('app', { parameters: { Table: '${output:database.Name}' }, ...more }),
        },
      }),
      ...stackFile('database', { more: slow(20) }),
      ...stackFile('app', { parameters: ['Table'], more: slow(10) }),
    },
    createWorld({ rates: true }),
  );
}

function own(name: string, more: JsonObject): JsonObject {
  return definition({}, { account: { email: `aws+${name}@example.com` }, baseline: {}, ...more });
}

async function json({ run }: Desk, line: string, exit = 0): Promise<JsonObject> {
  const ended = await run(`${line} --output json`);
  expect(ended.exit, `${line}: ${ended.stdout}${ended.stderr}`).toBe(exit);
  return ended.json();
}

function list(document: JsonObject, name: string): JsonObject[] {
  const found = document[name];
  return Array.isArray(found) ? (found as Json[]).filter(isObject) : [];
}

/** Whether anything is as it was: digest of everything that deployments make. */
function kept({ simulator: { state } }: World): string {
  const { account, cloudformation, iam, organizations, s3, ssm } = state.services;
  return digestOf([account, cloudformation, iam, organizations, s3, ssm] as Json);
}

describe('a rehearsal from an empty organization', () => {
  it('predicts what a deployment then takes, without asking AWS', async () => {
    const here = await project();
    // At the same time of the clock: S3 rounds times to seconds.
    const clock = { ...realClock, now: () => START };
    const rehearsed = (await here.run('rehearse dev --empty --output json', { clock })).json();
    expect(here.connections()).toBe(0);
    const deployed = (await here.run('deploy dev --create --yes --output json', { clock })).json();
    expect(rehearsed).toMatchObject({
      environment: 'dev',
      accountId: null,
      from: 'empty',
      outcome: 'succeeded',
      seconds: deployed['seconds'],
      faults: [],
    });
    // The document of a deployment is made before the lock is given back, that of a rehearsal after it.
    expect(rehearsed['apiCalls']).toBe(Number(deployed['apiCalls']) + 1);
    const times = (document: JsonObject) =>
      list(document, 'services').map(({ service: name, outcome, seconds }) => [name, outcome, seconds]);
    expect(times(rehearsed)).toEqual(times(deployed));
    expect(list(rehearsed, 'services').map(({ basis }) => basis)).toEqual(['types', 'types']);
  });

  it('names what the whole had to wait for, and adds up to it', async () => {
    const here = await project();
    const { criticalPath, criticalPathSeconds, seconds, calls, apiCalls } = await json(here, 'rehearse dev --empty');
    const steps = (criticalPath as JsonObject[]).map(({ step }) => step);
    expect(steps).toEqual(['account', 'baseline', 'database', 'app']);
    expect(Number(criticalPathSeconds)).toBeGreaterThan(30);
    expect(Number(criticalPathSeconds)).toBeLessThanOrEqual(Number(seconds));
    const counts = Object.values(calls as Record<string, number>);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(apiCalls);
  });

  it('begins there, and says so, when there are no credentials', async () => {
    const here = await project();
    const gone = { accessKeyId: 'ASIAGONE', secretAccessKey: 'x', sessionToken: 'gone' };
    const { exit, stdout } = await here.run('rehearse dev', { aws: { credentials: gone } });
    expect(exit).toBe(0);
    expect(stdout).toContain('assumed: there are no credentials for AWS: begins with an empty organization');
    expect(stdout).toContain('would be deployed in');
  });

  it('takes secrets to be set, and runs no command of the project', async () => {
    const here = await project({
      runtime: { KEY: { secret: true } },
      after: { command: 'touch ran' },
    });
    const { assumptions, outcome } = await json(here, 'rehearse dev --empty');
    expect(outcome).toBe('succeeded');
    expect(assumptions).toContain('secret /notes/dev/app/KEY is set by then');
    expect(existsSync(join(here.root, 'ran'))).toBe(false);
  });

  it('names the rate that binds: a new account every ten seconds after the first three', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    const files = names.map((name) => [`${name}.yaml`, own(name, { services: { app: service('app') } })] as const);
    const here = await desk({ ...Object.fromEntries(files), ...stackFile('app') });
    const { environments } = await json(here, `rehearse ${names.join(' ')} --empty`);
    for (const document of environments as JsonObject[]) {
      expect(document['outcome']).toBe('succeeded');
      expect(document['rate']).toMatchObject({ api: 'organizations:CreateAccount', perSecond: 0.1 });
    }
  });

  it('ends with 1 when a failure does not recover although all goes well without it, and names it', async () => {
    const here = await project();
    const kept = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/kept', Value: 'x' } };
    // What a failed creation leaves behind is in the way of the next one.
    const resources = {
      Kept: { ...kept, DeletionPolicy: 'Retain' },
      Setting: { ...kept, DependsOn: 'Kept', Properties: { Type: 'String', Value: 'x' } },
    };
    await here.write(stackFile('database', { more: { Resources: resources } }));
    const { outcome, errors, faults } = await json(here, 'rehearse dev --empty --faults', 1);
    expect(outcome).toBe('succeeded');
    const lost = list({ faults: faults ?? null }, 'faults').filter(({ recovers }) => recovers === false);
    expect(lost).toMatchObject([{ fault: 'service', subject: 'database' }]);
    expect(JSON.stringify(errors)).toMatch(/after a failure \(.*\) the next run does not come to the end/);
  });

  it('tells what would fail, with the exit code of the deployment', async () => {
    const here = await project();
    await here.write(stackFile('database', { more: failing(['create'], 'no capacity') }));
    const document = await json(here, 'rehearse dev --empty', 1);
    expect(document).toMatchObject({ outcome: 'failed', error: { code: 'StackFailed' } });
    expect(JSON.stringify(document['error'])).toContain('no capacity');
    expect(list(document, 'services').map(({ outcome }) => outcome)).toEqual(['failed', 'skipped']);
  });
});

describe('a rehearsal from what is there', () => {
  it('has nothing to do after a deployment', async () => {
    const here = await project();
    await json(here, 'deploy dev --create --yes');
    expect(await json(here, 'rehearse dev')).toMatchObject({ from: 'actual', outcome: 'unchanged', faults: [] });
  });

  it('deploys what differs, as long as it took before, and changes nothing in AWS', async () => {
    const here = await project();
    await json(here, 'deploy dev --create --yes');
    await here.write(stackFile('database', { value: 'second', more: slow(300) }));
    await json(here, 'deploy dev --yes --only database');
    await here.write(stackFile('database', { value: 'third' }));
    const before = kept(here.world);
    const rehearsed = await json(here, 'rehearse dev');
    expect(kept(here.world)).toBe(before);
    expect(rehearsed).toMatchObject({ from: 'actual', outcome: 'succeeded' });
    const services = new Map(list(rehearsed, 'services').map((one) => [one['service'], one]));
    expect(services.get('database')).toMatchObject({ outcome: 'updated', basis: 'history' });
    expect(Number(services.get('database')?.['seconds'])).toBeGreaterThan(290);
    expect(services.get('app')).toMatchObject({ outcome: 'unchanged', basis: null });
  });

  it('refuses what deploy refuses, and asks nobody', async () => {
    const here = await project();
    await json(here, 'deploy dev --create --yes');
    await here.write({
      'dev.yaml': own('dev', { services: { app: service('app', { parameters: { Table: '${ssm:/nowhere}' } }) } }),
    });
    const document = await json(here, 'rehearse dev', 3);
    expect(document).toMatchObject({ error: { code: 'OutputMissing' } });
  });

  it('knows lenders, and follows the path into them', async () => {
    const here = await project();
    const emma = {
      services: {
        database: { from: 'dev' },
        app: service('app', { parameters: { Table: '${output:database.Name}' } }),
      },
    };
    await here.write({ 'emma.yaml': own('emma', emma) });
    const together = await json(here, 'rehearse dev emma --empty');
    const borrower = list(together, 'environments').filter(({ environment }) => environment === 'emma');
    const steps = borrower.flatMap((document) => list(document, 'criticalPath').map(({ step }) => step));
    expect(steps).toContain('dev/database');
    await json(here, 'deploy dev --create --yes');
    const alone = await json(here, 'rehearse emma');
    expect(alone).toMatchObject({ from: 'actual', outcome: 'succeeded' });
    expect(new Set(list(alone, 'services').map(({ outcome }) => outcome))).toEqual(new Set(['created', 'shared']));
  });
});

describe('--faults', () => {
  it('shows what each failure leaves, and that the next run gets there', async () => {
    const here = await project();
    const faults = list(await json(here, 'rehearse dev --empty --faults'), 'faults');
    const of = (fault: string, subject: string | null) =>
      faults.find((one) => one['fault'] === fault && one['subject'] === subject);
    expect(faults.filter(({ recovers }) => recovers !== true)).toEqual([]);
    expect(of('service', 'database')).toMatchObject({
      outcome: 'failed',
      error: 'StackFailed',
      left: [
        { name: 'notes-dev-app', status: 'ABSENT' },
        { name: 'notes-dev-database', status: 'ROLLBACK_COMPLETE' },
      ],
      locked: false,
      next: { outcome: 'succeeded' },
    });
    expect(of('killed', 'database')).toMatchObject({
      outcome: 'killed',
      error: null,
      left: [{ name: 'notes-dev-app', status: 'ABSENT' }],
      locked: true,
      next: { outcome: 'succeeded', services: [{ service: 'database', outcome: 'updated' }, { service: 'app' }] },
    });
    expect(of('killed', 'account')).toMatchObject({ outcome: 'killed', next: { outcome: 'succeeded' } });
    expect(of('expired', null)).toMatchObject({ outcome: 'failed', next: { outcome: 'succeeded' } });
    expect(of('outage', 'cloudformation')).toBeDefined();
    expect(of('throttled', null)).toMatchObject({ outcome: 'succeeded', left: [], next: null });
    expect(of('lost', null)).toMatchObject({ recovers: true });
  });

  it('tries updates in what is there, and changes nothing in AWS', async () => {
    const here = await desk({ 'dev.yaml': definition({ app: service('app') }), ...stackFile('app') });
    await json(here, 'deploy dev --yes');
    await here.write(stackFile('app', { value: 'y' }));
    const before = kept(here.world);
    const { exit, stdout } = await here.run('rehearse dev --faults');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/app fails +failed StackFailed +notes-dev-app UPDATE_ROLLBACK_COMPLETE +finishes in/);
    expect(stdout).toMatch(/process ends in app after .* killed .* a lock/);
    expect(kept(here.world)).toBe(before);
  });
});
