import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../src/aws/options.ts';
import { createAws } from '../../../src/aws/aws.ts';
import { applyBaseline } from '../../../src/baseline/apply.ts';
import { planBaseline } from '../../../src/baseline/plan.ts';
import { createAccount } from '../../../src/execute/account/create.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Run } from '../../../src/model/run.ts';
import { enterAccount } from '../../../src/observe/access.ts';
import { observeAccount } from '../../../src/observe/account.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { baseline, environment, member } from '../../support/environment.ts';
import { createWorld, members, type World } from '../../support/world.ts';

const GUARDED = { baseline: baseline({ guardrails: ['deny-leaving-organization', 'protect-baseline'] }) };

function environments(count: number): Environment[] {
  return Array.from({ length: count }, (_, index) => {
    const account = member({
      email: `aws+${index}@example.com`,
      name: `notes-dev-${index}`,
      organizationalUnit: 'Dev',
    });
    return environment(account, { name: `dev-${index}`, ...GUARDED });
  });
}

async function create(defined: Environment, run: Run): Promise<void> {
  const observation = await observeAccount(defined, run, 'manage');
  const { accountId } = await createAccount(defined, observation, run, { createOrganization: false, adopt: false });
  const gateways = await enterAccount(defined, { id: accountId, joined: run.clock.now() }, 'admin', run);
  await applyBaseline(defined, await planBaseline(defined, gateways, run), gateways, run);
}

/** A run whose every request is written down. */
function recorded(world: World): { run: Run; calls: CallRecord[] } {
  const calls: CallRecord[] = [];
  const run = world.run();
  const { clock } = run;
  const aws = createAws({
    clock,
    region: 'eu-west-1',
    profile: null,
    env: {},
    random: () => 0.5,
    requestHandler: simulatorHandler(world.simulator),
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    onCall: (call) => calls.push(call),
  });
  return { run: { ...run, aws }, calls };
}

describe('the rates of AWS', () => {
  it('are kept by ten accounts that are made at once, each with its guardrails', async () => {
    const world = createWorld({ rates: true, accountQuota: 50 });
    const { run, calls } = recorded(world);
    const begun = run.clock.now();
    await Promise.all(environments(10).map((one) => create(one, run)));
    expect(members(world)).toHaveLength(10);
    expect(calls.filter(({ error }) => error === 'TooManyRequestsException')).toEqual([]);
    expect(calls.filter(({ operation }) => operation === 'CreateAccount')).toHaveLength(10);
    // Three at once, then one every ten seconds; the last one takes ten more to come, and fifteen until it can be entered.
    const seconds = (run.clock.now() - begun) / 1_000;
    expect(seconds).toBeGreaterThanOrEqual(95);
    expect(seconds).toBeLessThan(150);
  });
});
