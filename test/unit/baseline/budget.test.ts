import { beforeEach, describe, expect, it } from 'vitest';
import type { Baseline, Environment } from '../../../src/model/environment.ts';
import { budgetsOf, type StoredBudget } from '../../../src/simulator/budgets/store.ts';
import { baseline, environment, existing, external, member } from '../../support/environment.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { wire } from '../../support/requests.ts';
import { refusalOf } from '../../support/thrown.ts';
import { credentialsFor, MANAGEMENT, type World } from '../../support/world.ts';
import { baselineWorld, bootstrapped, due, ID, planned } from './baseline-world.ts';

const BUDGET = { monthly: 100, currency: 'USD', notify: ['ops@example.com', 'emma@example.com'] };

let world: World;
beforeEach(() => {
  world = baselineWorld();
});

function staging(budget: Partial<NonNullable<Baseline['budget']>> = {}, more: Partial<Environment> = {}): Environment {
  return environment(member({ id: ID }), { baseline: baseline({ budget: { ...BUDGET, ...budget } }), ...more });
}

function stored(from = world): StoredBudget | undefined {
  return budgetsOf(from.simulator.state, MANAGEMENT)['envctl-notes-staging'];
}

const emailsOf = (budget = stored()): string[][] =>
  (budget?.notifications ?? []).map(({ subscribers }) => subscribers.map(({ address }) => address).sort());

describe('the budget', () => {
  it('is made in the management account, for the costs of the account alone', async () => {
    expect((await bootstrapped(staging(), world.run())).items).toEqual([
      { item: 'budget', region: null, action: 'create' },
    ]);
    expect(stored()).toMatchObject({
      content: {
        BudgetLimit: { Amount: '100', Unit: 'USD' },
        TimeUnit: 'MONTHLY',
        CostFilters: { LinkedAccount: [ID] },
      },
      tags: { 'envctl:project': 'notes', 'envctl:environment': 'staging' },
    });
    expect(stored()?.notifications.map(({ type, threshold }) => [type, threshold])).toEqual([
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECASTED', 100],
    ]);
    expect(emailsOf()).toEqual(Array.from({ length: 3 }, () => [...BUDGET.notify].sort()));
    expect(await bootstrapped(staging(), world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it.each([
    [{ monthly: 250 }, '100 USD becomes 250 USD'],
    [{ currency: 'EUR' }, '100 USD becomes 100 EUR'],
    [{ notify: ['li@example.com'] }, 'who is notified'],
    [{ notify: [] }, 'who is notified'],
  ])('follows the definition when it gives %j', async (change, reason) => {
    await bootstrapped(staging(), world.run());
    expect(due(await planned(staging(change), world.run()))).toEqual([{ item: 'budget', action: 'update', reason }]);
    await bootstrapped(staging(change), world.run());
    expect(due(await planned(staging(change), world.run()))).toEqual([]);
  });

  it('gets notifications when there were none, and keeps those that others have added', async () => {
    await bootstrapped(staging({ notify: [] }), world.run());
    expect(stored()?.notifications).toEqual([]);
    const theirs = { type: 'ACTUAL', operator: 'GREATER_THAN', threshold: 50, thresholdType: 'PERCENTAGE' };
    stored()?.notifications.push({ ...theirs, subscribers: [{ type: 'EMAIL', address: 'cfo@example.com' }] });
    await bootstrapped(staging(), world.run());
    expect(stored()?.notifications.map(({ threshold }) => threshold)).toEqual([50, 80, 100, 100]);
    expect(await bootstrapped(staging(), world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it('belongs to the owner of an account that several environments share', async () => {
    await bootstrapped(staging(), world.run());
    const guest = staging({}, { name: 'dev-li', accountOf: 'staging' });
    expect(await bootstrapped(guest, world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it('is not taken from somebody else', async () => {
    await bootstrapped(staging(), world.run());
    Object.assign(stored() ?? {}, { tags: {} });
    expect(await refusalOf(bootstrapped(staging(), world.run()))).toMatchObject({ code: 'NotOwned' });
  });

  it('is taken as it is by its amount where the endpoint tells no more', async () => {
    await bootstrapped(staging(), world.run());
    const partly = wire((call) => {
      const unknown = call === 'ListTagsForResource' || call === 'DescribeSubscribersForNotification';
      if (unknown) throw Object.assign(new Error('not here'), { $metadata: { httpStatusCode: 501 } });
    });
    expect(due(await planned(staging(), world.run({ wrap: partly.wrap })))).toEqual([]);
    expect(due(await planned(staging({ monthly: 5 }), world.run({ wrap: partly.wrap })))).toMatchObject([
      { item: 'budget', action: 'update' },
    ]);
  });

  it('is made once, wherever a run was killed', async () => {
    const calls = world.run();
    await bootstrapped(staging(), calls);
    for (let count = 0; count < calls.aws.calls.total(); count += 1) {
      const other = baselineWorld();
      const dying = other.run({ wrap: (handler) => killingHandler(handler, count, 'after') });
      await expect(bootstrapped(staging(), dying)).rejects.toThrow();
      await bootstrapped(staging(), other.run());
      expect(emailsOf(stored(other))).toHaveLength(3);
      expect(await bootstrapped(staging(), other.run())).toMatchObject({ outcome: 'unchanged' });
    }
  });
});

describe('what needs the management account', () => {
  const both = { baseline: baseline({ budget: BUDGET, guardrails: ['protect-baseline'] }) };

  it('is skipped for a customer’s account', async () => {
    const roleArn = `arn:aws:iam::${ID}:role/OrganizationAccountAccessRole`;
    const run = world.run();
    const customer = environment(external({ id: ID, roleArn }), both);
    expect(due(await planned(customer, run))).toEqual([
      { item: 'budget', action: 'skipped', reason: 'the account is not one of our organization' },
      { item: 'guardrails', action: 'skipped', reason: 'the account is not one of our organization' },
    ]);
    expect(await bootstrapped(customer, run)).toMatchObject({ outcome: 'unchanged' });
    expect(Object.keys(run.aws.calls.byOperation()).filter((call) => call.startsWith('organizations'))).toEqual([]);
  });

  it('is skipped for somebody who is in the account already', async () => {
    const inside = world.run({ credentials: credentialsFor(world, ID) });
    const steps = await planned(environment(member({ id: ID }), both), inside);
    expect(steps.map(({ action }) => action)).toEqual(['skipped', 'skipped']);
  });

  it('is skipped for the management account itself', async () => {
    const steps = await planned(environment(existing(MANAGEMENT), both), world.run());
    expect(steps.map(({ action }) => action)).toEqual(['skipped', 'skipped']);
  });
});
