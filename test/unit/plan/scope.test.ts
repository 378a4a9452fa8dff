import { describe, expect, it } from 'vitest';
import { withAccounts } from '../../../src/plan/accounts.ts';
import { sameAccount, scopeOf } from '../../../src/plan/scope.ts';
import { regionOf } from '../../../src/plan/sources.ts';
import { existing, member } from '../../support/environment.ts';
import { AT, env, output, service } from '../../support/plan.ts';

describe('what a template is evaluated with', () => {
  const parameters = {
    Text: 'x',
    Where: [{ kind: 'region' }],
    Who: [{ kind: 'account' }],
    Later: output('a', 'B'),
  } as const;

  it('are texts, the account and the region; an output is known only later', () => {
    expect(scopeOf(env([]), service('notes', { parameters }), 'us-east-1')).toEqual({
      parameters: { Text: 'x', Where: 'us-east-1', Who: '111111111111', Later: null },
      account: '111111111111',
      region: 'us-east-1',
      stackName: 'notes-staging-notes',
    });
  });

  it('has a stand-in for an account that is not there yet, the same for all who will live in it', () => {
    const dev = env([], { name: 'dev', account: member() });
    const li = env([], { name: 'dev-li', account: member(), accountOf: 'dev' });
    expect(scopeOf(li, service('a'), 'eu-west-1').account).toBe(scopeOf(dev, service('a'), 'eu-west-1').account);
    expect(sameAccount(dev, li)).toBe(true);
    expect(sameAccount(dev, env([], { name: 'staging', account: member() }))).toBe(false);
  });
});

describe('account ids that AWS told', () => {
  const lender = env([], { name: 'staging', account: member() });
  const borrowed = {
    name: 'a',
    service: 'a',
    environment: 'staging',
    lender,
    here: null,
    project: 'notes',
    account: null,
    at: AT,
  };
  const emma = env([], { name: 'dev-emma', account: member(), borrowed: [borrowed] });

  it('are filled in here and at the lenders', () => {
    const known = withAccounts(emma, { 'dev-emma': '1', staging: '2' });
    expect(known.account.id).toBe('1');
    expect(known.borrowed[0]?.lender?.account.id).toBe('2');
  });

  it('leave alone what the definition says, and what nobody knows', () => {
    expect(withAccounts({ ...emma, account: existing('3') }, {}).account.id).toBe('3');
    expect(withAccounts(emma, { 'dev-emma': null }).account.id).toBeNull();
  });
});

describe('where a service is taken from', () => {
  it.each([
    [['eu-west-1', 'us-east-1'], 'us-east-1', 'us-east-1'],
    [['eu-west-1', 'us-east-1'], 'sa-east-1', 'eu-west-1'],
    [['ap-south-1', 'us-east-1'], 'sa-east-1', 'ap-south-1'],
    [[], 'sa-east-1', 'eu-west-1'],
  ])('%j, asked from %s: %s', (regions, asking, region) => {
    expect(regionOf(service('a', { regions }), asking, 'eu-west-1')).toBe(region);
  });
});
