import { describe, expect, it } from 'vitest';
import type { AccountObservation, ObservedAccount } from '../../../src/model/account.ts';
import { planAccount } from '../../../src/plan/account.ts';
import { environment, existing, member } from '../../support/environment.ts';

const OURS = { 'envctl:project': 'notes', 'envctl:environment': 'staging' };

function observed(
  account: Partial<ObservedAccount> | null,
  more: Partial<AccountObservation> = {},
): AccountObservation {
  const known: ObservedAccount = {
    id: '111111111111',
    name: 'notes-staging',
    email: 'aws+staging@example.com',
    state: 'ACTIVE',
    joined: 0,
    unit: '',
    tags: OURS,
  };
  return {
    caller: '123456789012',
    organization: { id: 'o-1', managementAccount: '123456789012', allFeatures: true },
    asked: true,
    account: account === null ? null : { ...known, ...account },
    ownership: account === null ? 'untagged' : 'owned',
    ended: null,
    creation: null,
    ...more,
  };
}

describe('planAccount', () => {
  it('creates an account that is not there, with its place and its alias', () => {
    const defined = member({ organizationalUnit: 'Workloads/Staging', alias: 'acme-staging' });
    const plan = planAccount(environment(defined), observed(null));
    expect(plan).toMatchObject({ id: null, name: 'notes-staging', action: 'create', changes: ['move', 'alias'] });
  });

  it('has nothing to do for an account that is as it should be', () => {
    const plan = planAccount(environment(member({ alias: 'acme' })), observed({}, { alias: 'acme' }));
    expect(plan).toEqual({
      id: '111111111111',
      name: 'notes-staging',
      action: 'none',
      changes: [],
      details: [],
    });
  });

  it.each([
    [
      'a move',
      member({ organizationalUnit: 'Prod' }),
      { unit: 'Test' },
      {},
      [{ change: 'move', from: 'Test', to: 'Prod' }],
    ],
    [
      'a move from the root',
      member({ organizationalUnit: 'Prod' }),
      {},
      {},
      [{ change: 'move', from: null, to: 'Prod' }],
    ],
    [
      'another tag',
      member({ tags: { tier: 'test' } }),
      { tags: { ...OURS, tier: 'prod' } },
      {},
      [{ change: 'tag', from: 'tier=prod', to: 'tier=test' }],
    ],
    ['a missing tag', member({ tags: { a: 'b' } }), {}, {}, [{ change: 'tag', from: null, to: 'a=b' }]],
    ['another alias', member({ alias: 'new' }), {}, { alias: 'old' }, [{ change: 'alias', from: 'old', to: 'new' }]],
  ])('updates for %s', (_, defined, account, more, details) => {
    const plan = planAccount(environment(defined), observed(account, more));
    expect(plan.action).toBe('update');
    expect(plan.details).toEqual(details);
    expect(plan.changes).toEqual(details.map(({ change }) => change));
  });

  it.each([
    ['no unit is asked for', member(), { unit: 'Elsewhere' }],
    ['nobody asked where it is', member({ organizationalUnit: 'Prod' }), { unit: null, tags: null }],
    ['the alias could not be read', member({ alias: 'acme' }), {}],
    ['others have put tags on it', member(), { tags: { ...OURS, costs: '42' } }],
  ])('leaves the account alone when %s', (_, defined, account) => {
    expect(planAccount(environment(defined), observed(account)).action).toBe('none');
  });

  it('lets the tags of the account win over those of the environment, and ours over both', () => {
    const defined = member({ tags: { tier: 'account', 'envctl:project': 'other' } });
    const { details } = planAccount(environment(defined, { tags: { tier: 'environment', team: 'x' } }), observed({}));
    expect(details.map(({ to }) => to)).toEqual(['tier=account', 'team=x']);
  });

  it('names an account without our tags as one to adopt', () => {
    const plan = planAccount(environment(), observed({ tags: {} }, { ownership: 'untagged' }));
    expect(plan).toMatchObject({ action: 'adopt', changes: ['tag'] });
  });

  it.each([
    ['of form 2', environment(existing('111111111111'))],
    ["that is another environment's", environment(member({ organizationalUnit: 'Prod' }), { accountOf: 'dev' })],
  ])('never changes an account %s', (_, defined) => {
    expect(planAccount(defined, observed({ tags: {} })).action).toBe('none');
  });

  const EMMA = { name: 'Emma', title: 'Security', email: 'emma@example.com', phone: '+44 20 7946 0000' };
  const LI = { ...EMMA, name: 'Li' };

  it('renames an account that is called otherwise', () => {
    const { action, details } = planAccount(environment(member({ name: 'renamed' })), observed({}));
    expect(action).toBe('update');
    expect(details).toEqual([{ change: 'rename', from: 'notes-staging', to: 'renamed' }]);
  });

  it('gives contacts that are missing or different, and leaves those that it does not name', () => {
    const defined = environment(member({ contacts: { security: EMMA, billing: EMMA } }));
    const { details } = planAccount(defined, observed({}, { contacts: { security: LI, billing: EMMA } }));
    expect(details).toEqual([
      {
        change: 'contact',
        from: 'security: Li, Security, emma@example.com, +44 20 7946 0000',
        to: 'security: Emma, Security, emma@example.com, +44 20 7946 0000',
      },
    ]);
    expect(planAccount(defined, observed({})).changes).toEqual([]);
    expect(planAccount(defined, observed(null)).changes).toEqual(['contact']);
    const none = planAccount(environment(member()), observed({}, { contacts: { operations: LI } }));
    expect(none.action).toBe('none');
  });
});
