import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk, type Ended } from '../../support/cli.ts';
import { scripted } from '../../support/host.ts';
import { enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { credentialsFor, members, type World } from '../../support/world.ts';

const DAY = 86_400_000;
const BASE = { project: 'notes', region: REGION };
const ROLE = 'OrganizationAccountAccessRole';

/** `dev` with an account of its own, and `pr-12`, which lives in it for two weeks. */
async function project(more: Record<string, JsonObject> = {}, pr: JsonObject = {}): Promise<Desk> {
  const parameters = { Stage: '${environment}' };
  const services = {
    a: service('a', { parameters }),
    b: service('b', { parameters, runtime: { SIZE: { default: '20' } } }),
  };
  const one = await desk({
    'dev.yaml': { ...BASE, account: { email: 'dev@example.com' }, services },
    'pr-12.yaml': { ...BASE, account: { environment: 'dev' }, expires: '14d', services, ...pr },
    ...more,
    ...stackFile('a', { parameters: ['Stage'], exports: { 'Fn::Sub': '${Stage}-a' } }),
    ...stackFile('b', { parameters: ['Stage'], value: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-a' } } }),
  });
  const deployed = await one.run('deploy dev pr-12 --create --yes');
  expect(deployed.exit, deployed.stderr).toBe(0);
  return one;
}

/** What somebody sees who has no definition at hand. */
async function elsewhere({
  world,
}: Desk): Promise<(line: string, more?: Parameters<Desk['run']>[1]) => Promise<Ended>> {
  return (await desk({}, world)).run;
}

function days(world: World, count: number): Promise<void> {
  return world.simulator.settings.clock.sleep(count * DAY);
}

function accountOf(world: World, name = 'notes-dev'): string {
  return members(world).find((account) => account.name === name)?.id ?? '';
}

async function stackNames({ world }: Desk, account = accountOf(world)): Promise<string[]> {
  const gateways = await enter(world, account, `arn:aws:iam::${account}:role/${ROLE}`);
  return (await gateways.cloudformation(REGION).sweep()).map(({ name }) => name).sort();
}

const ALL = ['notes-dev-a', 'notes-dev-b', 'notes-pr-12-a', 'notes-pr-12-b'];
const CHANGES = /^(Tag|Untag|CloseAccount|DeleteStack|DeleteParameters|PutParameter|PUT )/;

describe('an environment whose time is over', () => {
  it('is shown, and nothing happens without a yes', async () => {
    const one = await project();
    await days(one.world, 15);
    const reap = await elsewhere(one);
    const log = wire();
    const refused = await reap('reap --output json', { aws: { wrap: log.wrap } });
    expect(refused.exit).toBe(3);
    expect(refused.json()).toMatchObject({
      error: { code: 'ConfirmationRequired', hint: expect.stringContaining('--yes') as string },
      environments: [
        { environment: 'pr-12', project: 'notes', why: 'expired', outcome: 'due', accountId: accountOf(one.world) },
      ],
    });
    const unattended = await reap('reap', { aws: { wrap: log.wrap } });
    expect([unattended.exit, unattended.stdout]).toEqual([3, expect.stringContaining('due')]);
    const prompter = scripted(false);
    const shown = await reap('reap', { prompter, aws: { wrap: log.wrap } });
    expect(shown.exit).toBe(3);
    expect(prompter.questions).toEqual(['Reap pr-12?']);
    expect(shown.stderr).toContain('notes/pr-12');
    expect(shown.stderr).toMatch(/- b/);
    expect(log.count(CHANGES)).toBe(0);
    expect(await stackNames(one)).toEqual(ALL);
  });

  it('is destroyed with --yes, importers before exporters, and its neighbour stays', async () => {
    const one = await project();
    await days(one.world, 15);
    const reap = await elsewhere(one);
    const done = await reap('reap --yes --output json');
    expect(done.exit, done.stdout).toBe(0);
    expect(done.json()).toMatchObject({
      environments: [
        {
          environment: 'pr-12',
          outcome: 'destroyed',
          services: [
            { service: 'a', outcome: 'deleted' },
            { service: 'b', outcome: 'deleted' },
          ],
        },
      ],
    });
    expect(await stackNames(one)).toEqual(['notes-dev-a', 'notes-dev-b']);
    expect((await one.run('plan dev --detailed-exitcode')).exit).toBe(0);
    const again = await reap('reap --yes --output json');
    expect(again.json()).toEqual({ environments: [] });
  });

  it('is not yet one on its last day', async () => {
    const one = await project();
    await days(one.world, 13);
    expect((await (await elsewhere(one))('reap --yes --output json')).json()).toEqual({ environments: [] });
    expect(await stackNames(one)).toEqual(ALL);
  });

  it.each([
    ['was deployed again', stackFile('b', { parameters: ['Stage'], value: 'new' })],
    ['was deployed again without a change', {}],
    ['no longer ends', { 'pr-12.yaml': { ...BASE, account: { environment: 'dev' } } }],
  ])('is none when it %s', async (_, files) => {
    const one = await project();
    await days(one.world, 10);
    await one.write(files);
    expect((await one.run('deploy pr-12 --yes')).exit).toBe(0);
    await days(one.world, 10);
    expect((await (await elsewhere(one))('reap --yes --output json')).json()).toEqual({ environments: [] });
  });

  it('is one on a date, when that day is over', async () => {
    const one = await project({}, { expires: '2026-11-30' });
    const reap = await elsewhere(one);
    // The world begins on the 21st, at ten.
    await days(one.world, 9.5);
    expect((await reap('reap --output json')).json()).toEqual({ environments: [] });
    await days(one.world, 0.1);
    expect((await reap('reap --output json')).json()).toMatchObject({
      environments: [{ environment: 'pr-12', expires: '2026-12-01T00:00:00.000Z' }],
    });
  });

  it('is left alone with a deployment that came in between, or that is under way', async () => {
    const one = await project();
    await days(one.world, 15);
    const reap = await elsewhere(one);
    let renewed = false;
    const { wrap } = wire(async (call) => {
      if (renewed || !call.includes('locks/pr-12.json')) return;
      renewed = true;
      await one.run('deploy pr-12 --yes');
    });
    const done = await reap('reap --yes --output json', { aws: { wrap } });
    expect(done.json()).toMatchObject({ environments: [{ environment: 'pr-12', outcome: 'renewed' }] });
    expect(await stackNames(one)).toEqual(ALL);

    await days(one.world, 15);
    const account = accountOf(one.world);
    const s3 = (await enter(one.world, account, `arn:aws:iam::${account}:role/${ROLE}`)).s3(REGION);
    const content = { version: 1, id: 'x', host: 'runner', user: 'ci', pid: 1, command: 'deploy', since: 0 };
    await s3.putObject({
      bucket: `notes-${account}-${REGION}`,
      key: 'locks/pr-12.json',
      body: JSON.stringify(content),
    });
    const locked = await reap('reap --yes --output json');
    expect(locked.exit).toBe(3);
    expect(locked.json()).toMatchObject({ error: { code: 'Locked' }, environments: [{ outcome: 'failed' }] });
    expect(await stackNames(one)).toEqual(ALL);
  });
});

describe('what stays', () => {
  it('a stack with termination protection, and what it imports from', async () => {
    const one = await project();
    const account = accountOf(one.world);
    const gateways = await enter(one.world, account, `arn:aws:iam::${account}:role/${ROLE}`);
    await gateways.cloudformation(REGION).setTerminationProtection('notes-pr-12-b', true);
    await days(one.world, 15);
    const reap = await elsewhere(one);
    const log = wire();
    const kept = await reap('reap --yes --close --output json', { aws: { wrap: log.wrap } });
    expect(kept.exit).toBe(0);
    expect(kept.json()).toMatchObject({
      environments: [
        {
          outcome: 'kept',
          services: [
            { service: 'a', outcome: 'kept', reason: 'b, which is kept, uses it' },
            { service: 'b', outcome: 'kept', reason: 'its termination protection is on' },
          ],
        },
      ],
    });
    expect(log.count(CHANGES)).toBe(0);
  });

  it('an environment that another one borrows from; with that one it goes', async () => {
    const borrower = {
      ...BASE,
      account: { environment: 'dev' },
      services: { a: { from: 'pr-12' }, c: service('c', { parameters: { A: '${output:a.Name}' } }) },
    };
    const one = await project({
      'emma.yaml': borrower,
      'stack/c.json': stackFile('c', { parameters: ['A'], value: { Ref: 'A' } })['stack/c.json'] as JsonObject,
    });
    expect((await one.run('deploy emma --yes')).exit).toBe(0);
    await days(one.world, 15);
    const reap = await elsewhere(one);
    expect((await reap('reap --yes --output json')).json()).toMatchObject({
      environments: [
        { environment: 'pr-12', outcome: 'kept', services: [{ reason: 'emma uses the environment' }, {}] },
      ],
    });
    await one.write({ 'emma.yaml': { ...borrower, expires: '1d' } });
    await one.run('deploy emma --yes');
    await days(one.world, 2);
    const done = await reap('reap --yes --output json');
    expect(done.json()).toMatchObject({
      environments: [
        { environment: 'emma', outcome: 'destroyed' },
        { environment: 'pr-12', outcome: 'destroyed' },
      ],
    });
  });

  it('values that were set by hand, unless --purge takes them', async () => {
    const one = await project();
    await one.run(['config', 'set', 'pr-12', 'b/SIZE=50']);
    await days(one.world, 15);
    const reap = await elsewhere(one);
    const account = accountOf(one.world);
    const ssm = (await enter(one.world, account, `arn:aws:iam::${account}:role/${ROLE}`)).ssm(REGION);
    const done = await reap('reap --yes --output json');
    expect(done.json()).toMatchObject({ environments: [{ outcome: 'destroyed', kept: ['/notes/pr-12/b/SIZE'] }] });
    expect((await ssm.below('/notes/pr-12')).map(({ name }) => name)).toEqual(['/notes/pr-12/b/SIZE']);
  });

  it('goes with --purge', async () => {
    const one = await project();
    await one.run(['config', 'set', 'pr-12', 'b/SIZE=50']);
    await days(one.world, 15);
    await (
      await elsewhere(one)
    )('reap --yes --purge');
    const account = accountOf(one.world);
    const ssm = (await enter(one.world, account, `arn:aws:iam::${account}:role/${ROLE}`)).ssm(REGION);
    expect(await ssm.below('/notes/pr-12')).toEqual([]);
    expect(await ssm.below('/notes/dev')).not.toEqual([]);
  });
});

describe('accounts', () => {
  const own = {
    'test.yaml': {
      ...BASE,
      account: { email: 'test@example.com' },
      expires: '1d',
      services: { a: service('a', { parameters: { Stage: 'test' } }) },
    },
  };

  it('stay without --close, and go with it, also later', async () => {
    const one = await project(own);
    await one.run('deploy test --create --yes');
    const id = accountOf(one.world, 'notes-test');
    await days(one.world, 2);
    const reap = await elsewhere(one);
    expect((await reap('reap --yes --output json')).json()).toMatchObject({
      environments: [{ environment: 'test', outcome: 'destroyed' }],
    });
    expect((await reap('reap --yes --output json')).json()).toEqual({ environments: [] });
    expect(one.world.organizations.accounts[id]).toMatchObject({ closing: false });
    const closed = await reap('reap --yes --close --output json');
    expect(closed.json()).toMatchObject({
      environments: [
        {
          environment: 'test',
          accountId: id,
          outcome: 'closing',
          freesQuotaOn: expect.stringMatching(/^2027-/) as string,
        },
      ],
    });
    expect(one.world.organizations.accounts[id]).toMatchObject({ closing: true });
    expect(one.world.organizations.accounts[accountOf(one.world)]).toMatchObject({ closing: false });
  });

  it('stay while another environment lives in them, wherever that is', async () => {
    const guest = {
      project: 'guests',
      region: 'eu-central-1',
      account: { id: '' },
      baseline: { artifacts: false, deployRole: false },
      services: { a: service('a', { parameters: { Stage: 'x' } }) },
    };
    const one = await project(own);
    await one.run('deploy test --create --yes');
    const id = accountOf(one.world, 'notes-test');
    const other = await desk(
      { 'guest.yaml': { ...guest, account: { id } }, ...stackFile('a', { parameters: ['Stage'] }) },
      one.world,
    );
    expect((await other.run('deploy guest --yes')).exit).toBe(0);
    await days(one.world, 2);
    const reap = await elsewhere(one);
    const kept = await reap('reap --yes --close --output json');
    expect(kept.json()).toMatchObject({
      environments: [{ environment: 'test', outcome: 'destroyed', reason: `account ${id} is home to guest` }],
    });
    expect(one.world.organizations.accounts[id]).toMatchObject({ closing: false });
  });

  it('that could not be closed before are closed now, with --yes alone', async () => {
    const one = await project(own);
    await one.run('deploy test --create --yes');
    const id = accountOf(one.world, 'notes-test');
    one.world.organizations.tags[id] = {
      ...one.world.organizations.tags[id],
      'envctl:closing': '2026-11-21T11:00:00.000Z',
    };
    const reap = await elsewhere(one);
    expect((await reap('reap --output json')).json()).toMatchObject({
      environments: [{ environment: 'test', why: 'closure', outcome: 'due' }],
    });
    expect((await reap('reap --yes --output json')).json()).toMatchObject({
      environments: [{ accountId: id, outcome: 'closing' }],
    });
    expect(one.world.organizations.accounts[id]).toMatchObject({ closing: true });
    await days(one.world, 1);
    expect((await reap('reap --yes --output json')).json()).toEqual({ environments: [] });
  });

  it('without our tags are not looked at, and one that cannot be entered stops nobody else', async () => {
    const one = await project(own);
    await one.run('deploy test --create --yes');
    const id = accountOf(one.world, 'notes-test');
    await days(one.world, 15);
    one.world.organizations.tags[id] = { 'envctl:project': 'notes' };
    const reap = await elsewhere(one);
    const log = wire();
    const shown = await reap('reap --yes --project notes --output json', { aws: { wrap: log.wrap } });
    expect(shown.json()).toMatchObject({ environments: [{ environment: 'pr-12' }] });
    one.world.organizations.tags[id] = { 'envctl:project': 'notes', 'envctl:environment': 'test' };
    const failed = await reap('reap --yes --role Nobody --output json', {
      aws: {
        wrap: wire((call, { body }) => {
          if (call === 'AssumeRole' && String(body).includes(id))
            throw Object.assign(new Error('no'), { name: 'AccessDenied' });
        }).wrap,
      },
    });
    expect(failed.exit).toBe(1);
    expect(failed.json()['error']).toMatchObject({ code: 'AccessDenied' });
  });

  it('of the caller alone are looked at from inside a member account', async () => {
    const one = await project(own);
    await one.run('deploy test --create --yes');
    await days(one.world, 15);
    const reap = await elsewhere(one);
    const aws = { credentials: credentialsFor(one.world, accountOf(one.world), 'envctl-notes-deploy') };
    // Its credentials have a day to live.
    const issued = Object.values(
      one.world.simulator.state.services['credentials'] as Record<string, { expires: number }>,
    );
    for (const session of issued) session.expires = Number.MAX_SAFE_INTEGER;
    const done = await reap('reap --yes --close --output json', { aws });
    expect(done.json()).toMatchObject({
      environments: [
        {
          environment: 'pr-12',
          outcome: 'destroyed',
          reason: expect.stringContaining('is not the environment') as string,
        },
      ],
    });
  });
});
