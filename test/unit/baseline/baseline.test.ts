import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountGateways } from '../../../src/aws/types/account.ts';
import { applyBaseline } from '../../../src/baseline/apply.ts';
import { planBaseline } from '../../../src/baseline/plan.ts';
import type { BaselineOutcome } from '../../../src/model/baseline.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Run } from '../../../src/model/run.ts';
import { enterAccount } from '../../../src/observe/access.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { baseline, environment, existing, member, MEMBER_BASELINE, service } from '../../support/environment.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld, credentialsFor, type World } from '../../support/world.ts';

const ID = '222222222222';
const BUCKET = `notes-${ID}-eu-west-1`;
const STAGING = environment(member({ id: ID }), {
  baseline: MEMBER_BASELINE,
  services: [service('a', ['eu-west-1', 'us-east-1'])],
});

let world: World;
beforeEach(() => {
  world = createWorld();
  seedAccount(world.simulator.state, { id: ID, member: { email: 'staging@example.com', name: 'notes-staging' } });
});

function enter(defined: Environment, run: Run): Promise<AccountGateways> {
  return enterAccount(defined, { id: ID, joined: null }, 'admin', run);
}

async function bootstrap(defined: Environment, run: Run = world.run()): Promise<BaselineOutcome> {
  const gateways = await enter(defined, run);
  const steps = await planBaseline(defined, gateways, run);
  return applyBaseline(defined, steps, gateways, run);
}

describe('bootstrap of a fresh account', () => {
  it('makes everything, everywhere', async () => {
    expect(await bootstrap(STAGING)).toEqual({
      environment: 'staging',
      accountId: ID,
      outcome: 'created',
      items: [
        { item: 'artifacts', region: 'eu-west-1', action: 'create' },
        { item: 'artifacts', region: 'us-east-1', action: 'create' },
        { item: 's3PublicAccessBlock', region: null, action: 'create' },
        { item: 'ebsEncryption', region: 'eu-west-1', action: 'create' },
        { item: 'ebsEncryption', region: 'us-east-1', action: 'create' },
        { item: 'passwordPolicy', region: null, action: 'create' },
        { item: 'deployRole', region: null, action: 'create' },
      ],
    });
    const gateways = await enter(STAGING, world.run());
    expect(await gateways.s3('eu-west-1').bucketSettings(BUCKET)).toMatchObject({
      encryption: true,
      versioning: true,
      publicAccessBlock: true,
      expiringVersions: 'locks/',
    });
    expect(await gateways.s3control('eu-west-1').publicAccessBlocked()).toBe(true);
    expect(await gateways.ec2('us-east-1').ebsEncryptedByDefault()).toBe(true);
    expect(await gateways.iam().passwordPolicy()).toEqual({ minimumLength: 14 });
  });

  it('does nothing the second time', async () => {
    await bootstrap(STAGING);
    const run = world.run();
    const { outcome, items } = await bootstrap(STAGING, run);
    expect(outcome).toBe('unchanged');
    expect(items.every(({ action }) => action === 'none')).toBe(true);
    expect(
      Object.keys(run.aws.calls.byOperation()).filter((call) => /:(Put|Create|Update|Attach|Enable)/.test(call)),
    ).toEqual([]);
  });

  it('lets the management account in by the deploy role, and CloudFormation by the other', async () => {
    await bootstrap(STAGING);
    const gateways = await enterAccount(STAGING, { id: ID, joined: null }, 'deploy', world.run());
    expect(gateways.arn).toContain('/envctl-notes-deploy/');
    const role = await gateways.iam().role('envctl-notes-cloudformation');
    expect(role).toMatchObject({
      managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      trust: { Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': ID } } }] },
    });
  });

  it('is completed by a second run, whichever request the first one died at', async () => {
    const probe = createWorld();
    seedAccount(probe.simulator.state, { id: ID });
    const counted = probe.run();
    await bootstrap(STAGING, counted);
    for (const when of ['before', 'after'] as const) {
      for (let calls = 2; calls < counted.aws.calls.total(); calls += 1) {
        world = createWorld();
        seedAccount(world.simulator.state, { id: ID });
        const dying = world.run({ wrap: (handler) => killingHandler(handler, calls, when) });
        await expect(bootstrap(STAGING, dying)).rejects.toThrow();
        await expectCompleteWhenEntered(`${when} call ${calls}`);
        await bootstrap(STAGING);
        expect((await bootstrap(STAGING)).outcome, `${when} call ${calls}`).toBe('unchanged');
      }
    }
  });
});

/** Whoever gets in by the deploy role finds the whole baseline: deploy does not look again. */
async function expectCompleteWhenEntered(moment: string): Promise<void> {
  const gateways = await enterAccount(STAGING, { id: ID, joined: null }, 'deploy', world.run());
  if (!gateways.arn.includes('/envctl-notes-deploy/')) return;
  const steps = await planBaseline(STAGING, gateways, world.run());
  expect(
    steps.filter(({ action }) => action !== 'none'),
    moment,
  ).toEqual([]);
}

describe('bootstrap of an account that is in use', () => {
  it('finds everything in place for another environment of the project', async () => {
    await bootstrap(STAGING);
    expect((await bootstrap({ ...STAGING, name: 'dev-li', accountOf: 'staging' })).outcome).toBe('unchanged');
  });

  it('adds what another region needs', async () => {
    await bootstrap(STAGING);
    const { outcome, items } = await bootstrap({ ...STAGING, services: [service('a', ['ap-southeast-2'])] });
    expect(outcome).toBe('updated');
    expect(items.filter(({ action }) => action !== 'none')).toEqual([
      { item: 'artifacts', region: 'ap-southeast-2', action: 'create' },
      { item: 'ebsEncryption', region: 'ap-southeast-2', action: 'create' },
    ]);
  });

  it('corrects what somebody has changed', async () => {
    await bootstrap(STAGING);
    const gateways = await enter(STAGING, world.run());
    await gateways.iam().putPasswordPolicy({ minimumLength: 8 });
    const run = world.run();
    const steps = await planBaseline(STAGING, await enter(STAGING, run), run);
    expect(steps.filter(({ action }) => action !== 'none')).toEqual([
      { item: 'passwordPolicy', region: null, action: 'update', reason: 'minimum length 8 becomes 14' },
    ]);
    await bootstrap(STAGING);
    expect(await gateways.iam().passwordPolicy()).toEqual({ minimumLength: 14 });
  });

  it('touches nothing in form 2 that the definition does not name', async () => {
    const careful = environment(existing(ID), {
      baseline: baseline({ artifacts: true, deployRole: { trust: [], boundary: null, policies: [] } }),
    });
    await (await enter(careful, world.run())).iam().putPasswordPolicy({ minimumLength: 8 });
    await bootstrap(careful);
    const gateways = await enter(careful, world.run());
    expect(await gateways.iam().passwordPolicy()).toEqual({ minimumLength: 8 });
    expect(await gateways.s3control('eu-west-1').publicAccessBlocked()).toBe(false);
  });

  it('keeps the way in from the management account when CI bootstraps from inside', async () => {
    await bootstrap(STAGING);
    const inside = world.run({ credentials: credentialsFor(world, ID) });
    expect((await bootstrap(STAGING, inside)).outcome).toBe('unchanged');
  });

  it('adds those whom the definition trusts later', async () => {
    await bootstrap(STAGING);
    const trusting = {
      ...STAGING,
      baseline: { ...MEMBER_BASELINE, deployRole: { trust: ['333333333333'], boundary: null, policies: [] } },
    };
    expect((await bootstrap(trusting)).outcome).toBe('updated');
    expect((await bootstrap(trusting)).outcome).toBe('unchanged');
    const role = await (await enter(STAGING, world.run())).iam().role('envctl-notes-deploy');
    expect(JSON.stringify(role?.trust)).toContain('arn:aws:iam::333333333333:root');
  });

  it('does not touch a bucket or a role that is not ours', async () => {
    const gateways = await enter(STAGING, world.run());
    await gateways.s3('eu-west-1').createBucket(BUCKET);
    await gateways.s3('eu-west-1').putObject({ bucket: BUCKET, key: 'theirs', body: 'x' });
    expect(await refusalOf(bootstrap(STAGING))).toMatchObject({
      code: 'NotOwned',
      message: expect.stringContaining(BUCKET) as string,
    });
    world = createWorld();
    seedAccount(world.simulator.state, { id: ID });
    seedAccount(world.simulator.state, { id: ID, roleName: 'envctl-notes-deploy' });
    expect(await refusalOf(bootstrap(STAGING))).toMatchObject({
      code: 'NotOwned',
      message: expect.stringContaining('envctl-notes-deploy') as string,
    });
  });
});

describe('the rest of the baseline', () => {
  it.each([
    ['github', 'repo:acme/notes:*', 'token.actions.githubusercontent.com', 'sts.amazonaws.com'],
    ['gitlab', 'project_path:acme/notes:*', 'gitlab.com', 'https://gitlab.com'],
  ] as const)('lets CI of %s in by OIDC, once', async (provider, subject, host, audience) => {
    const defined = environment(member({ id: ID }), {
      baseline: baseline({
        oidc: { provider, subjects: [subject] },
        deployRole: { trust: [], boundary: null, policies: [] },
      }),
    });
    expect((await bootstrap(defined)).items).toMatchObject([
      { item: 'oidc', action: 'create' },
      { item: 'deployRole', action: 'create' },
    ]);
    expect((await bootstrap(defined)).outcome).toBe('unchanged');
    const iam = (await enter(defined, world.run())).iam();
    const trust = JSON.stringify((await iam.role('envctl-notes-deploy'))?.trust);
    expect(trust).toContain(`"${host}:sub":["${subject}"]`);
    expect(trust).toContain(`"${host}:aud":"${audience}"`);
    expect(await iam.audiences(`arn:aws:iam::${ID}:oidc-provider/${host}`)).toEqual([audience]);
  });

  it('teaches a provider that somebody else has made the audience of CI, and changes nothing else about it', async () => {
    const defined = environment(member({ id: ID }), {
      baseline: baseline({ oidc: { provider: 'github', subjects: ['repo:acme/notes:*'] } }),
    });
    const iam = (await enter(defined, world.run())).iam();
    const url = 'https://token.actions.githubusercontent.com';
    const provider = await iam.createOidcProvider({ url, audiences: ['https://github.com/acme'], tags: {} });
    expect((await bootstrap(defined)).items).toEqual([{ item: 'oidc', region: null, action: 'update' }]);
    expect(await iam.audiences(provider)).toEqual(['https://github.com/acme', 'sts.amazonaws.com']);
    expect((await bootstrap(defined)).outcome).toBe('unchanged');
  });

  it('deletes the default network in every enabled region', async () => {
    const defined = environment(member({ id: ID }), { baseline: baseline({ defaultVpc: 'delete' }) });
    const { items } = await bootstrap(defined);
    const regions = await (await enter(defined, world.run())).ec2('eu-west-1').enabledRegions();
    expect(items.map(({ region }) => region)).toEqual(regions);
    expect(regions.length).toBeGreaterThan(10);
    expect((await bootstrap(defined)).outcome).toBe('unchanged');
  });

  it('is planned as a whole for an account that does not exist yet, and can be carried out once it does', async () => {
    const defined = { ...STAGING, baseline: { ...MEMBER_BASELINE, defaultVpc: 'delete' as const } };
    const steps = await planBaseline(defined, null, world.run());
    expect(new Set(steps.map(({ action }) => action))).toEqual(new Set(['create']));
    const run = world.run();
    await applyBaseline(defined, steps, await enter(defined, run), run);
    expect((await bootstrap(defined)).outcome).toBe('unchanged');
  });
});
