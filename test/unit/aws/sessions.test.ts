import { describe, expect, it } from 'vitest';
import type { Aws } from '../../../src/aws/types/aws.ts';
import type { Run } from '../../../src/model/run.ts';
import { createWorld, credentialsFor, MANAGEMENT, type World } from '../../support/world.ts';
import { refusalOf } from '../../support/thrown.ts';

const REGION = 'eu-west-1';

async function makeAccount({ aws, clock }: Run): Promise<string> {
  const request = { email: 'a@example.com', name: 'a', role: 'OrganizationAccountAccessRole', tags: {} };
  let creation = await aws.organizations.createAccount(request);
  while (creation.state === 'IN_PROGRESS') {
    await clock.sleep(2_000);
    creation = await aws.organizations.describeCreation(creation.requestId);
  }
  return creation.accountId ?? '';
}

function accessTo(account: string, more: Partial<Parameters<Aws['enter']>[0]> = {}): Parameters<Aws['enter']>[0] {
  const role = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  return { account, role, externalId: null, profile: null, young: false, region: REGION, ...more };
}

async function settledAccount(world: World): Promise<{ run: Run; account: string }> {
  const run = world.run();
  const account = await makeAccount(run);
  await run.clock.sleep(60_000);
  return { run, account };
}

function callsOf(aws: Aws, operation: string): number {
  return aws.calls.byOperation()[operation] ?? 0;
}

describe('the caller', () => {
  it('is asked for once, however many want to know', async () => {
    const { aws } = createWorld().run();
    const answers = await Promise.all([aws.caller(), aws.caller(), aws.caller()]);
    expect(answers.map(({ account }) => account)).toEqual([MANAGEMENT, MANAGEMENT, MANAGEMENT]);
    expect(callsOf(aws, 'sts:GetCallerIdentity')).toBe(1);
  });

  it('enters its own account without a session', async () => {
    const { aws } = createWorld().run();
    const gateways = await aws.enter(accessTo(MANAGEMENT, { role: null }));
    expect(gateways.account).toBe(MANAGEMENT);
    expect(callsOf(aws, 'sts:AssumeRole')).toBe(0);
  });

  it('is refused where its credentials lead elsewhere', async () => {
    const { aws } = createWorld().run();
    const refusal = await refusalOf(aws.enter(accessTo('999999999999', { role: null })));
    expect(refusal).toMatchObject({ code: 'WrongAccount' });
    expect(refusal.message).toContain(MANAGEMENT);
    expect(refusal.message).toContain('999999999999');
  });

  it('of another account is known by its credentials', async () => {
    const world = createWorld();
    const { account } = await settledAccount(world);
    const { aws } = world.run({ credentials: credentialsFor(world, account) });
    expect((await aws.caller()).account).toBe(account);
  });
});

describe('a session', () => {
  it('is made once for all that use the role, in whatever region', async () => {
    const { run, account } = await settledAccount(createWorld());
    const [one, two] = await Promise.all([
      run.aws.enter(accessTo(account)),
      run.aws.enter(accessTo(account, { region: 'us-east-1' })),
    ]);
    await Promise.all([one.ssm(REGION).get('/a'), one.iam().alias(), two.cloudformation('us-east-1').sweep()]);
    expect(one.account).toBe(account);
    expect(callsOf(run.aws, 'sts:AssumeRole')).toBe(1);
    expect(one.ssm(REGION)).toBe(two.ssm(REGION));
  });

  it('is renewed before it ends', async () => {
    const { run, account } = await settledAccount(createWorld());
    const gateways = await run.aws.enter(accessTo(account));
    await run.clock.sleep(54 * 60_000);
    await gateways.ssm(REGION).get('/a');
    expect(callsOf(run.aws, 'sts:AssumeRole')).toBe(1);
    await run.clock.sleep(2 * 60_000);
    await Promise.all([gateways.ssm(REGION).get('/a'), gateways.iam().alias()]);
    expect(callsOf(run.aws, 'sts:AssumeRole')).toBe(2);
  });

  it('that AWS calls expired is made anew, and the request sent again', async () => {
    const world = createWorld();
    const { run, account } = await settledAccount(world);
    const gateways = await run.aws.enter(accessTo(account));
    const sessions = world.simulator.state.services['credentials'] as Record<string, { expires: number }>;
    for (const session of Object.values(sessions)) session.expires = run.clock.now() - 1;
    expect(await gateways.ssm(REGION).get('/a')).toBeNull();
    expect(callsOf(run.aws, 'sts:AssumeRole')).toBe(2);
  });

  it('leads to the account that AWS names, not to the one that was hoped for', async () => {
    const { run, account } = await settledAccount(createWorld());
    const refusal = await refusalOf(run.aws.enter(accessTo(account, { account: '999999999999' })));
    expect(refusal).toMatchObject({ code: 'WrongAccount' });
  });

  it('of a role that does not trust us is refused at once in an account that has settled', async () => {
    const { run, account } = await settledAccount(createWorld());
    const start = run.clock.now();
    const role = `arn:aws:iam::${account}:role/nobody`;
    expect(await refusalOf(run.aws.enter(accessTo(account, { role })))).toMatchObject({ code: 'AccessDenied' });
    expect(run.clock.now()).toBe(start);
  });
});

describe('a young account', () => {
  it('is waited for', async () => {
    const run = createWorld({ roleReadyMs: 90_000 }).run();
    const account = await makeAccount(run);
    const start = run.clock.now();
    expect((await run.aws.enter(accessTo(account, { young: true }))).account).toBe(account);
    expect(run.clock.now() - start).toBeLessThan(120_000);
  });

  it('is not ready after ten minutes', async () => {
    const run = createWorld({ roleReadyMs: 3_600_000 }).run();
    const account = await makeAccount(run);
    const start = run.clock.now();
    const refusal = await refusalOf(run.aws.enter(accessTo(account, { young: true })));
    expect(refusal).toMatchObject({ code: 'AccountNotReady' });
    expect(run.clock.now() - start).toBeGreaterThanOrEqual(600_000);
    expect(run.clock.now() - start).toBeLessThan(660_000);
  });

  it('is waited for no longer than the person wants', async () => {
    const world = createWorld({ roleReadyMs: 3_600_000 });
    const stop = new AbortController();
    const run = world.run({ signal: stop.signal });
    const account = await makeAccount(run);
    const start = run.clock.now();
    void run.clock.sleep(30_000).then(() => stop.abort(new Error('stopped')));
    await expect(run.aws.enter(accessTo(account, { young: true }))).rejects.toThrow('stopped');
    expect(run.clock.now() - start).toBe(30_000);
  });

  it('may be entered after all once it is ready', async () => {
    const { run, account } = await (async () => {
      const fresh = createWorld({ roleReadyMs: 90_000 }).run();
      return { run: fresh, account: await makeAccount(fresh) };
    })();
    expect(await refusalOf(run.aws.enter(accessTo(account)))).toMatchObject({ code: 'AccessDenied' });
    await run.clock.sleep(120_000);
    expect((await run.aws.enter(accessTo(account))).account).toBe(account);
  });
});

describe('the name of a session', () => {
  it.each([
    [undefined, 'envctl-unknown'],
    ['root', 'envctl-root'],
    ['Ana Lima', 'envctl-Ana-Lima'],
  ])('says who runs it where the environment does not: %s', async (user, expected) => {
    const world = createWorld();
    const { account } = await settledAccount(world);
    const { aws } = world.run(user === undefined ? {} : { user });
    const gateways = await aws.enter(accessTo(account));
    await gateways.ssm(REGION).put({ name: '/a', value: 'b', type: 'String', kmsKey: null, exists: false });
    const versions = await gateways.ssm(REGION).history('/a');
    expect(versions?.[0]?.by).toMatch(new RegExp(`/${expected}$`));
  });
});
