import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { quotasOf } from '../../../src/simulator/servicequotas/store.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { wire } from '../../support/requests.ts';
import { createWorld, members } from '../../support/world.ts';

const LAMBDA = { service: 'lambda', quota: 'L-B99A9384', atLeast: 500 };
const TOPIC = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const RESERVED = {
  Resources: {
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: 'arn:aws:iam::111111111111:role/x', Code: { ZipFile: 'x' }, ReservedConcurrentExecutions: 5 },
    },
  },
};

function definition(more: JsonObject = {}): JsonObject {
  return {
    project: 'notes',
    region: 'eu-west-1',
    account: { email: 'aws+${environment}@example.com' },
    services: { notes: { template: '../stack/notes.json' } },
    ...more,
  };
}

function start(more: JsonObject = {}, template: object = TOPIC, settings: object = {}): Promise<Desk> {
  const files = { 'staging.yaml': definition(more), 'stack/notes.json': template };
  return desk(files, createWorld({ quotaIncreaseMs: 60_000, ...settings }));
}

const rowOf = (document: JsonObject, code: string): unknown =>
  (document['quotas'] as JsonObject[]).find(({ quota }) => quota === code);

describe('envctl quotas', () => {
  it('shows what is needed, applied and used, for every region', async () => {
    const one = await start({ quotas: [LAMBDA] });
    await one.run('create-account staging');
    await one.run('bootstrap staging');
    const { exit, ...shown } = await one.run('quotas staging --output json');
    expect(exit).toBe(0);
    expect(shown.json()).toMatchObject({ environment: 'staging' });
    const applied = { service: 'lambda', quota: 'L-B99A9384', name: 'Concurrent executions', region: 'eu-west-1' };
    expect(rowOf(shown.json(), 'L-B99A9384')).toEqual({
      ...applied,
      needed: 500,
      applied: 10,
      used: null,
      action: 'request',
    });
    expect(rowOf(shown.json(), 'L-DC2B2D3D')).toMatchObject({ region: 'us-east-1', needed: 1, used: 1, action: 'ok' });
    expect(rowOf(shown.json(), 'L-0485CB21')).toMatchObject({ region: 'eu-west-1', needed: 1, used: 0, action: 'ok' });
    const { stdout } = await one.run('quotas staging');
    expect(stdout).toContain('1 too low');
    expect(stdout).toContain('Concurrent executions');
  });

  it('asks for more once, shows that it has, and that it was given', async () => {
    const one = await start({ quotas: [{ ...LAMBDA, quota: 'concurrent executions' }] });
    await one.run('create-account staging');
    const asked = await one.run('quotas staging --request --output json');
    expect(rowOf(asked.json(), 'L-B99A9384')).toMatchObject({ applied: 10, action: 'requested' });
    await one.run('quotas staging --request');
    expect(quotasOf(one.world.simulator.state).requests).toMatchObject([{ code: 'L-B99A9384', desired: 500 }]);
    await one.world.run().clock.sleep(60_000);
    const given = await one.run('quotas staging --output json');
    expect(rowOf(given.json(), 'L-B99A9384')).toMatchObject({ applied: 500, action: 'ok' });
  });

  it('counts a request as its own that somebody else has made meanwhile', async () => {
    const one = await start({ quotas: [LAMBDA] });
    await one.run('create-account staging');
    let others = 0;
    const log = wire(async (call) => {
      if (call !== 'RequestServiceQuotaIncrease' || others > 0) return;
      others += 1;
      expect((await one.run('quotas staging --request')).exit).toBe(0);
    });
    const asked = await one.run('quotas staging --request --output json', { aws: { wrap: log.wrap } });
    expect(asked.exit, asked.stdout).toBe(0);
    expect(rowOf(asked.json(), 'L-B99A9384')).toMatchObject({ action: 'requested' });
    expect(others).toBe(1);
  });

  it('stops asking when twenty requests are open', async () => {
    const one = await start({ quotas: [LAMBDA] });
    await one.run('create-account staging');
    const [account] = members(one.world);
    const open = {
      account: account?.id ?? '',
      region: 'eu-west-2',
      service: 'vpc',
      desired: 9,
      status: 'PENDING' as const,
    };
    quotasOf(one.world.simulator.state).requests.push(
      ...Array.from({ length: 20 }, (_, index) => ({
        ...open,
        id: String(index),
        code: `L-${index}`,
        requester: '',
        created: 0,
        updated: 0,
      })),
    );
    const refused = await one.run('quotas staging --request --output json');
    expect(refused.exit).toBe(1);
    expect(rowOf(refused.json(), 'L-B99A9384')).toMatchObject({ action: 'request' });
    expect(refused.json()).toMatchObject({
      error: { code: 'AwsError', message: expect.stringContaining('500 of lambda') as string },
    });
  });

  it('names a quota that AWS does not know, at its line', async () => {
    const one = await start({ quotas: [{ ...LAMBDA, quota: 'L-00000000' }] });
    await one.run('create-account staging');
    const shown = await one.run('quotas staging --output json');
    expect(shown.exit).toBe(3);
    expect(shown.json()).toMatchObject({
      error: {
        code: 'QuotaTooLow',
        message: expect.stringContaining('L-00000000') as string,
        at: { file: 'environments/staging.yaml' },
      },
    });
  });

  it('needs an account', async () => {
    const refused = await (await start()).run('quotas staging --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()).toMatchObject({ error: { code: 'AccountNotFound' } });
  });
});

describe('deploy', () => {
  it('refuses before it starts when a quota of the definition is too low', async () => {
    const one = await start({ quotas: [LAMBDA] });
    await one.run('create-account staging');
    const refused = await one.run('deploy staging --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()).toMatchObject({
      error: {
        code: 'QuotaTooLow',
        message: 'lambda quota "Concurrent executions" is 10 in eu-west-1; staging needs 500',
        hint: 'ask for more: envctl quotas staging --request',
        at: { file: 'environments/staging.yaml' },
      },
    });
    await one.run('quotas staging --request');
    await one.world.run().clock.sleep(60_000);
    expect(await one.run('deploy staging --yes')).toMatchObject({ exit: 0 });
  });

  it('refuses templates that cannot fit, before it starts, and those alone that are deployed', async () => {
    const vpcs = Array.from({ length: 6 }, (_, index) => [`Vpc${index}`, { Type: 'AWS::EC2::VPC' }]);
    const network = { template: '../stack/network.json' };
    const one = await start({ services: { notes: { template: '../stack/notes.json' }, network } });
    await one.write({ 'stack/network.json': { Resources: Object.fromEntries(vpcs) } });
    await one.run('create-account staging');
    const refused = await one.run('deploy staging --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'QuotaTooLow',
      message: 'vpc quota "VPCs per Region" is 5 in eu-west-1; the templates of staging need 6',
    });
    expect((await one.run('plan staging --only notes')).exit).toBe(0);
  });

  it('asks nobody about quotas where the definition names none', async () => {
    const one = await start();
    await one.run('create-account staging');
    const log = wire();
    expect(await one.run('deploy staging --yes', { aws: { wrap: log.wrap } })).toMatchObject({ exit: 0 });
    expect(log.count('ExecuteChangeSet')).toBe(1);
    expect(log.count(/ServiceQuota/)).toBe(0);
  });

  it('says what a new account lacks, and goes on', async () => {
    const one = await start({}, RESERVED);
    const planned = await one.run('plan staging');
    expect(planned.stdout + planned.stderr).toContain('needs higher quotas of lambda than new accounts have');
    await one.run('create-account staging');
    const deployed = await one.run('plan staging');
    expect(deployed.stdout + deployed.stderr).toContain('"Concurrent executions" is 10 in eu-west-1');
  });
});

describe('accounts that are left', () => {
  it.each([
    [10, null],
    [6, '5 accounts left'],
    [2, 'one account left'],
    [1, 'no account left'],
  ])('of a quota of %d are told when they are few', async (accountQuota, message) => {
    const one = await start({}, TOPIC, { accountQuota });
    const planned = await one.run('plan staging');
    const created = await one.run('create-account staging');
    for (const { stdout, stderr } of [planned, created]) {
      if (message === null) expect(stdout + stderr).not.toContain('left');
      else expect(stdout + stderr + one.world.events.map(({ message: told }) => told).join()).toContain(message);
    }
  });

  it('are nobody’s business once the account is there', async () => {
    const one = await start({}, TOPIC, { accountQuota: 3 });
    await one.run('create-account staging');
    one.world.events.length = 0;
    const { stdout, stderr } = await one.run('plan staging');
    await one.run('create-account staging');
    expect(stdout + stderr + one.world.events.map(({ message }) => message).join()).not.toContain('left');
  });
});
