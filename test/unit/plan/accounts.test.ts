import { expect, it } from 'vitest';
import type { Borrowed } from '../../../src/model/environment.ts';
import { withAccounts } from '../../../src/plan/accounts.ts';
import { environment, existing, member } from '../../support/environment.ts';

const STAGING = '111111111111';
const PLATFORM = '222222222222';

function borrowing(lenderId: string | null): Borrowed {
  const lender = environment(lenderId === null ? member() : existing(lenderId), { name: 'platform' });
  const at = lender.account.at;
  return {
    name: 'network',
    service: 'network',
    environment: 'platform',
    lender,
    here: null,
    project: 'notes',
    account: null,
    at,
  };
}

it('accounts that AWS told stand in the environment and in its lenders', () => {
  const before = environment(member(), { borrowed: [borrowing(null)] });
  const after = withAccounts(before, { staging: STAGING, platform: PLATFORM });
  expect(after.account.id).toBe(STAGING);
  expect(after.borrowed.map(({ lender }) => lender?.account.id)).toEqual([PLATFORM]);
  expect(before.account.id).toBeNull();
});

it('an environment that has them all already is the same one, so that what was made of it holds', () => {
  const before = environment(existing(STAGING), { borrowed: [borrowing(PLATFORM)] });
  expect(withAccounts(before, { staging: STAGING, platform: PLATFORM })).toBe(before);
  expect(withAccounts(before, { staging: null })).toBe(before);
  expect(withAccounts(before, { staging: STAGING, platform: '333333333333' })).not.toBe(before);
});
