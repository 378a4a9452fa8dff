import type { AccountCreation, Organization } from '../../aws/types/organizations.ts';
import { fail } from '../../diagnostics/error.ts';
import type { AccountObservation, AccountOutcome, ObservedAccount } from '../../model/account.ts';
import type { Environment, MemberAccount } from '../../model/environment.ts';
import { TAG } from '../../model/names.ts';
import type { Run } from '../../model/run.ts';
import { observeAccount } from '../../observe/account.ts';
import { findMember } from '../../observe/member.ts';
import { sameEmail } from '../../observe/named.ts';
import { stateOf } from '../../observe/require.ts';
import { awaitCreation } from './creation.ts';
import { refuseCreation } from './failure.ts';
import { ensureOrganization } from './organization.ts';
import { requestAccount } from './request.ts';

/** What was found once an account was there, and whether this run (or one before it that was killed) had it made. */
export interface Made {
  readonly observation: AccountObservation;
  readonly outcome: Extract<AccountOutcome['outcome'], 'created' | 'existing'>;
}

/** Fresh requests after AWS's INTERNAL_FAILURE, a lost answer, or a name that turned out to be somebody else's. */
const ATTEMPTS = 4;
const PAUSE_MS = 5_000;

/** AWS's failures after which the account may be there all the same, made by another run, or come with another request. */
const LOOK_AGAIN = new Set(['EMAIL_ALREADY_EXISTS', 'CONCURRENT_ACCOUNT_MODIFICATION', 'INTERNAL_FAILURE']);

/**
 * Has an account made, or joins a request for it that is still going on. Before every request AWS is asked what there
 * is, since a request cannot be repeated safely; that an e-mail is unique in all of AWS decides between two runs at once.
 */
export async function makeAccount(
  environment: Environment,
  first: AccountObservation,
  run: Run,
  createOrganization: boolean,
): Promise<Made> {
  const account = memberOf(environment);
  const organization = await ensureOrganization(environment, first.organization, run, createOrganization);
  let seen = first;
  for (let attempt = 1; ; attempt += 1) {
    if (seen.account !== null) return { observation: seen, outcome: 'existing' };
    refuseSpentEmail(account, seen.ended);
    const creation = seen.creation ?? (await requestAccount(environment, account, run));
    const ended = creation ? await awaitCreation(environment, creation, run) : null;
    const made = ended ? await observeCreated(environment, organization, ended, run) : null;
    if (made?.account) return { observation: made, outcome: 'created' };
    if (ended?.state === 'FAILED' && !LOOK_AGAIN.has(ended.failureReason ?? ''))
      refuseCreation(account, ended.failureReason);
    if (ended?.failureReason !== 'EMAIL_ALREADY_EXISTS') await run.clock.sleep(PAUSE_MS * attempt, run.signal);
    seen = await observeAccount(environment, run, 'manage');
    const settled = seen.account !== null || seen.creation !== null;
    if (!settled && ended?.failureReason === 'EMAIL_ALREADY_EXISTS') refuseCreation(account, ended.failureReason);
    if (!settled && attempt >= ATTEMPTS) refuseCreation(account, ended?.failureReason ?? null);
  }
}

/** Throws AccountNotFound for an account that is not envctl's to make. */
export function memberOf({ account, name }: Environment): MemberAccount {
  if (account.form === 'member') return account;
  fail('AccountNotFound', `the account of ${name} is not made by envctl: the definition gives no account.email`, {
    at: account.at,
  });
}

/** The account of a creation that succeeded, when it is ours: requests are joined by name, which others may use too. */
async function observeCreated(
  environment: Environment,
  organization: Organization,
  { accountId }: AccountCreation,
  run: Run,
): Promise<AccountObservation | null> {
  const account = accountId === null ? null : await run.aws.organizations.describeAccount(accountId);
  const caller = organization.managementAccount;
  return account && findMember(environment, { organization, listed: [account], caller }, run, 'manage');
}

/** The root e-mail of a closed account can never be used again (Account Management guide, "Close an AWS account"). */
export function refuseSpentEmail(account: MemberAccount, ended: ObservedAccount | null): void {
  if (ended === null || ended.email === null || !sameEmail(ended.email, account.email)) return;
  const keep = ended.state === 'ACTIVE' ? `, or take the tag ${TAG.closing} off the account to keep it` : '';
  fail('EmailInUse', `the e-mail ${account.email} is that of account ${ended.id}, which is ${stateOf(ended)}`, {
    hint: `give another e-mail in account.email${keep}`,
    at: account.at,
  });
}
