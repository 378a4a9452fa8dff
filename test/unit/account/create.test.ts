import { CreateAccountFailureReason } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';

import { createAccount, type CreateOptions } from '../../../src/execute/account/create.ts';
import { refuseCreation } from '../../../src/execute/account/failure.ts';
import type { AccountOutcome } from '../../../src/model/account.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Run } from '../../../src/model/run.ts';
import { observeAccount } from '../../../src/observe/account.ts';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { environment, existing, member } from '../../support/environment.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld, members, unitPath, type World } from '../../support/world.ts';

async function create(defined: Environment, run: Run, options: Partial<CreateOptions> = {}): Promise<AccountOutcome> {
  const observation = await observeAccount(defined, run, 'manage');
  return createAccount(defined, observation, run, { createOrganization: false, adopt: false, ...options });
}

const OURS = { 'envctl:project': 'notes', 'envctl:environment': 'staging' };
const OLD = '222222222222';

function seedMember(world: World, tags: Record<string, string>, more: { email?: string; name?: string } = {}): void {
  const given = { email: 'aws+staging@example.com', name: 'notes-staging', ...more };
  seedAccount(world.simulator.state, { id: OLD, member: given });
  world.organizations.tags[OLD] = tags;
  const account = world.organizations.accounts[OLD];
  if (account) account.joined -= 86_400_000;
}

describe('createAccount', () => {
  const placed = member({ organizationalUnit: 'Workloads/Staging', alias: 'acme-staging', tags: { tier: 'test' } });

  it('makes an account, tagged, in its place, named, and usable', async () => {
    const world = createWorld();
    const outcome = await create(environment(placed, { tags: { team: 'platform' } }), world.run());
    const [account] = members(world);
    expect(outcome).toEqual({
      environment: 'staging',
      accountId: account?.id,
      name: 'notes-staging',
      email: 'aws+staging@example.com',
      organizationalUnit: 'Workloads/Staging',
      roleArn: `arn:aws:iam::${account?.id}:role/OrganizationAccountAccessRole`,
      outcome: 'created',
      seconds: expect.any(Number) as number,
    });
    expect(outcome.seconds).toBeGreaterThanOrEqual(25);
    expect(unitPath(world, outcome.accountId)).toBe('Workloads/Staging');
    expect(world.organizations.tags[outcome.accountId]).toEqual({ ...OURS, team: 'platform', tier: 'test' });
  });

  it('does nothing the second time', async () => {
    const world = createWorld();
    const first = await create(environment(placed), world.run());
    const again = world.run();
    expect(await create(environment(placed), again)).toMatchObject({ accountId: first.accountId, outcome: 'existing' });
    const calls = Object.keys(again.aws.calls.byOperation());
    expect(calls.filter((call) => /:(Create|Move|Tag|Put|Update)/.test(call))).toEqual([]);
  });

  it('moves and tags an account that a changed definition has elsewhere', async () => {
    const world = createWorld();
    const { accountId } = await create(environment(placed), world.run());
    const changed = environment(member({ organizationalUnit: 'Workloads/Other', tags: { tier: 'prod' } }));
    expect(await create(changed, world.run())).toMatchObject({
      accountId,
      outcome: 'existing',
      organizationalUnit: 'Workloads/Other',
    });
    expect(unitPath(world, accountId)).toBe('Workloads/Other');
    expect(world.organizations.tags[accountId]).toMatchObject({ tier: 'prod' });
    expect(members(world)).toHaveLength(1);
  });

  it('finds its account by an e-mail in other letters, and by its tags when the e-mail has changed', async () => {
    const world = createWorld();
    const { accountId } = await create(environment(), world.run());
    const shouted = await create(environment(member({ email: 'AWS+Staging@Example.COM' })), world.run());
    const changed = await create(environment(member({ email: 'other@example.com' })), world.run());
    expect([shouted.accountId, changed.accountId]).toEqual([accountId, accountId]);
  });

  describe('without an organization', () => {
    it('stops with what to do', async () => {
      const world = createWorld({}, { organization: false });
      const { code, hint } = await refusalOf(create(environment(), world.run()));
      expect(code).toBe('OrganizationMissing');
      expect(hint).toContain('--create-organization');
    });

    it('makes one when told to', async () => {
      const world = createWorld({}, { organization: false });
      const outcome = await create(environment(placed), world.run(), { createOrganization: true });
      expect(outcome.outcome).toBe('created');
      expect(world.organizations.organization?.features).toBe('ALL');
    });

    it('stops for one that is for consolidated billing only', async () => {
      const world = createWorld();
      if (world.organizations.organization) world.organizations.organization.features = 'CONSOLIDATED_BILLING';
      const { code, hint } = await refusalOf(create(environment(), world.run(), { createOrganization: true }));
      expect(code).toBe('OrganizationMissing');
      expect(hint).toContain('all features');
    });
  });

  describe('what cannot be made', () => {
    it.each([
      [
        'an e-mail of somebody outside',
        (world: World) => (world.organizations.emails['aws+staging@example.com'] = true),
      ],
      [
        'the e-mail of an account that is closed',
        (world: World) => {
          seedMember(world, OURS);
          const account = world.organizations.accounts[OLD];
          if (account) account.state = 'CLOSED';
        },
      ],
      [
        'the e-mail of an account that is to be closed',
        (world: World) => seedMember(world, { ...OURS, 'envctl:closing': '2026-11-01' }),
      ],
    ])('%s: EmailInUse, naming the field', async (_, prepare) => {
      const world = createWorld();
      prepare(world);
      const { code, hint } = await refusalOf(create(environment(), world.run()));
      expect(code).toBe('EmailInUse');
      expect(hint).toContain('account.email');
    });

    it('one account too many: AccountLimitReached', async () => {
      const world = createWorld({ accountQuota: 1 });
      const { code, hint } = await refusalOf(create(environment(), world.run()));
      expect(code).toBe('AccountLimitReached');
      expect(hint).toContain('L-E619E033');
    });

    it('is made after all once the e-mail has been corrected', async () => {
      const world = createWorld();
      world.organizations.emails['aws+staging@example.com'] = true;
      await refusalOf(create(environment(), world.run()));
      const outcome = await create(environment(member({ email: 'aws+staging2@example.com' })), world.run());
      expect(outcome.outcome).toBe('created');
      expect(members(world)).toHaveLength(1);
    });
  });

  it('does not take a closed account of the same name for the live one', async () => {
    const world = createWorld();
    seedMember(world, OURS, { email: 'before@example.com' });
    const closed = world.organizations.accounts[OLD];
    if (closed) closed.state = 'CLOSED';
    const outcome = await create(environment(), world.run());
    expect(outcome).toMatchObject({ outcome: 'created' });
    expect(outcome.accountId).not.toBe(OLD);
  });

  describe('an account with the e-mail and without our tags', () => {
    it('is not touched', async () => {
      const world = createWorld();
      seedMember(world, { team: 'others' });
      const { code, hint } = await refusalOf(create(environment(placed), world.run()));
      expect(code).toBe('NotOwned');
      expect(hint).toContain('--adopt');
      expect(world.organizations.tags[OLD]).toEqual({ team: 'others' });
      expect(unitPath(world, OLD)).toBe('');
    });

    it('is adopted when told to', async () => {
      const world = createWorld();
      seedMember(world, { team: 'others' });
      const outcome = await create(environment(placed), world.run(), { adopt: true });
      expect(outcome).toMatchObject({ accountId: OLD, outcome: 'adopted' });
      expect(world.organizations.tags[OLD]).toEqual({ team: 'others', ...OURS, tier: 'test' });
      expect(unitPath(world, OLD)).toBe('Workloads/Staging');
    });

    it('is never adopted from another environment', async () => {
      const world = createWorld();
      seedMember(world, { ...OURS, 'envctl:environment': 'prod' });
      expect(await refusalOf(create(environment(), world.run(), { adopt: true }))).toMatchObject({ code: 'NotOwned' });
    });
  });

  it('is not the account of a namesake', async () => {
    const world = createWorld();
    seedMember(world, { ...OURS, 'envctl:environment': 'prod' }, { email: 'prod@example.com' });
    expect((await create(environment(), world.run())).accountId).not.toBe(OLD);
  });

  it('makes ten at once, never more than five at a time', async () => {
    const world = createWorld({ accountQuota: 20, createAccountMs: 120_000 });
    const run = world.run();
    const names = Array.from({ length: 10 }, (_, index) => `dev-${index}`);
    const outcomes = await Promise.all(
      names.map((name) =>
        create(environment(member({ email: `${name}@example.com`, name, organizationalUnit: 'Dev' }), { name }), run),
      ),
    );
    expect(world.events.map(({ message }) => message)).toContain('other accounts are being made');
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(names.map(() => 'created'));
    expect(Object.keys(world.organizations.units)).toHaveLength(1);
    expect(members(world)).toHaveLength(10);
  });

  it('makes one account in two runs at once', async () => {
    const world = createWorld();
    const outcomes = await Promise.all([
      create(environment(placed), world.run()),
      create(environment(placed), world.run()),
    ]);
    expect(members(world)).toHaveLength(1);
    expect(new Set(outcomes.map(({ accountId }) => accountId)).size).toBe(1);
  });

  it('makes one account in two runs, at whichever request of the first the second one begins', async () => {
    const undisturbed = createWorld().run();
    await create(environment(), undisturbed);
    for (let begin = 1; begin <= undisturbed.aws.calls.total(); begin += 1) {
      const world = createWorld();
      const second: Promise<AccountOutcome>[] = [];
      let requests = 0;
      const wrap = (inner: SimulatorHandler): SimulatorHandler => ({
        ...inner,
        handle: (request, options) => {
          requests += 1;
          if (requests === begin) second.push(create(environment(), world.run()));
          return inner.handle(request, options);
        },
      });
      const first = await create(environment(), world.run({ wrap }));
      const [other] = await Promise.all(second);
      expect(other?.accountId, `begun with request ${begin}`).toBe(first.accountId);
      expect(members(world), `begun with request ${begin}`).toHaveLength(1);
    }
  });

  it.each(['before', 'after'] as const)(
    'is not made twice when the answer to the request is lost, %s it took effect',
    async (when) => {
      const world = createWorld();
      let lost = 0;
      const wrap = (inner: SimulatorHandler): SimulatorHandler => ({
        ...inner,
        handle: async (request, options) => {
          if (lost > 0 || !request.headers['x-amz-target']?.endsWith('.CreateAccount'))
            return inner.handle(request, options);
          lost += 1;
          if (when === 'after') await inner.handle(request, options);
          throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
        },
      });
      expect(await create(environment(placed), world.run({ wrap }))).toMatchObject({ outcome: 'created' });
      expect(lost).toBe(1);
      expect(members(world)).toHaveLength(1);
      expect(Object.keys(world.organizations.creations)).toHaveLength(1);
    },
  );

  it.each([
    ['INTERNAL_FAILURE', 1, 'created'],
    ['INTERNAL_FAILURE', 9, 'AwsError'],
    ['CONCURRENT_ACCOUNT_MODIFICATION', 1, 'created'],
    ['MISSING_PAYMENT_INSTRUMENT', 1, 'AwsError'],
    ['SOMETHING_NEW', 1, 'AwsError'],
  ])('AWS fails with %s %i times: %s', async (reason, times, end) => {
    const world = createWorld();
    let failures = 0;
    const wrap = (inner: SimulatorHandler): SimulatorHandler => ({
      ...inner,
      handle: async (request, options) => {
        const answer = await inner.handle(request, options);
        const creation = Object.values(world.organizations.creations).find(({ state }) => state === 'IN_PROGRESS');
        if (creation && failures < times) {
          failures += 1;
          Object.assign(creation, { state: 'FAILED', failure: reason });
          world.simulator.state.queue.length = 0;
        }
        return answer;
      },
    });
    const work = create(environment(), world.run({ wrap }));
    if (end === 'created') expect(await work).toMatchObject({ outcome: 'created' });
    else expect(await refusalOf(work)).toMatchObject({ code: end, hint: expect.any(String) as string });
    expect(members(world)).toHaveLength(end === 'created' ? 1 : 0);
  });

  it('has words and a next step of its own for every reason that AWS knows', async () => {
    const told = await Promise.all(
      Object.values(CreateAccountFailureReason).map((reason) =>
        refusalOf(Promise.resolve().then(() => refuseCreation(member(), reason))),
      ),
    );
    expect(new Set(told.map(({ message }) => message)).size).toBe(told.length);
    for (const { message, hint, at } of told) {
      expect(message).not.toMatch(/[A-Z]{3}_/);
      expect(hint).not.toMatch(/FailureReason|^$/);
      expect(at).toEqual(member().at);
    }
  });

  it('stops waiting when it is interrupted, and goes on with the same request afterwards', async () => {
    const world = createWorld({ createAccountMs: 60_000 });
    const controller = new AbortController();
    const run = { ...world.run({ signal: controller.signal }), emit: () => controller.abort(new Error('interrupted')) };
    await expect(create(environment(placed), run)).rejects.toThrow('interrupted');
    expect(members(world)).toHaveLength(0);
    expect(await create(environment(placed), world.run())).toMatchObject({ outcome: 'created' });
    expect(Object.keys(world.organizations.creations)).toHaveLength(1);
  });

  it('waits for an account that cannot be used yet, up to a limit', async () => {
    const slow = createWorld({ roleReadyMs: 300_000 });
    expect((await create(environment(), slow.run())).seconds).toBeGreaterThanOrEqual(300);
    const never = createWorld({ roleReadyMs: 86_400_000 });
    expect(await refusalOf(create(environment(), never.run()))).toMatchObject({
      code: 'AccountNotReady',
      message: expect.stringMatching(/^account \d{12} cannot be used yet: sts:AssumeRole/) as string,
    });
  });

  it('does not wait for an old account that cannot be entered', async () => {
    const world = createWorld();
    seedMember(world, OURS);
    const defined = environment(member({ role: 'NoSuchRole' }));
    const before = world.simulator.state.now;
    expect(await refusalOf(create(defined, world.run()))).toMatchObject({ code: 'AccessDenied' });
    expect(world.simulator.state.now - before).toBeLessThan(10_000);
  });

  it('has nothing to do for an account of form 2', async () => {
    const world = createWorld();
    seedMember(world, {});
    expect(await create(environment(existing(OLD)), world.run())).toMatchObject({
      accountId: OLD,
      outcome: 'existing',
    });
    expect(world.organizations.tags[OLD]).toEqual({});
  });

  it('does not make the account of another environment', async () => {
    const world = createWorld();
    const { code, hint } = await refusalOf(
      create(environment(member(), { name: 'dev-li', accountOf: 'dev' }), world.run()),
    );
    expect(code).toBe('AccountNotFound');
    expect(hint).toContain('envctl create-account dev');
  });
});
