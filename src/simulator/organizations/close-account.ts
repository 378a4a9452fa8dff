import { own, drop } from '../record.ts';
import { AwsFault, type Operation, type Task } from '../service.ts';
import { constraintViolation } from './faults.ts';
import { tellStackSets } from './followers.ts';
import { required } from './fields.ts';
import { asManagement, type Member } from './member.ts';
import { policyState } from './policy-store.ts';
import { organizationsOf, type StoredAccount } from './store.ts';
import { accountOf } from './tree.ts';

const DAY_MS = 86_400_000;
/** Organizations user guide, quotas: closures under way at a time, and closures within thirty days. */
const MAX_CLOSING = 3;
const CLOSURES = { least: 250, share: 0.2, most: 1000, days: 30 };
/** How long a closed account stays in the organization. */
const POST_CLOSURE_DAYS = 90;

/**
 * Accepts the closure. The account stays ACTIVE for a third of `closeAccountMs`, as it was seen to, is then
 * PENDING_CLOSURE and in the end CLOSED; it leaves the organization ninety days after that.
 */
export const closeAccount: Operation = (input, call) => {
  const member = asManagement(call);
  const account = accountOf(member, required(input, 'AccountId'));
  refuseAccount(member, account);
  refuseTooMany(member, call.now);
  account.closing = true;
  member.closures.push(call.now);
  const { closeAccountMs } = call.settings;
  call.schedule(Math.floor(closeAccountMs / 3), 'organizations', 'closure-started', { id: account.id });
  call.schedule(closeAccountMs, 'organizations', 'closure-done', { id: account.id });
  return {};
};

export const closureStarted: Task = (data, call) => {
  const account = own(organizationsOf(call.state).accounts, idIn(data));
  if (account !== undefined) account.state = 'PENDING_CLOSURE';
};

export const closureDone: Task = (data, call) => {
  const account = own(organizationsOf(call.state).accounts, idIn(data));
  if (account === undefined) return;
  account.state = 'CLOSED';
  account.closing = false;
  call.schedule(POST_CLOSURE_DAYS * DAY_MS, 'organizations', 'account-departed', data);
};

/** Its id and its e-mail are never used again. */
export const accountDeparted: Task = (data, call) => {
  const all = organizationsOf(call.state);
  drop(all.accounts, idIn(data));
  drop(all.tags, idIn(data));
  drop(policyState(call.state).attachments, idIn(data));
  tellStackSets(call, idIn(data));
};

function refuseAccount({ organization }: Member, account: StoredAccount): void {
  if (organization.features !== 'ALL') {
    throw constraintViolation(
      'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
      'Your organization does not have all features enabled.',
    );
  }
  if (account.id === organization.management) {
    throw constraintViolation('CANNOT_CLOSE_MANAGEMENT_ACCOUNT', 'You cannot close the management account.');
  }
  if (account.state === 'CLOSED') {
    throw new AwsFault('AccountAlreadyClosedException', 'You attempted to close an account that is already closed.');
  }
  if (account.closing) {
    throw new AwsFault('ConflictException', 'The request failed because the account is already being closed.');
  }
}

function refuseTooMany(member: Member, now: number): void {
  const accounts = Object.values(member.accounts);
  if (accounts.filter(({ closing }) => closing).length >= MAX_CLOSING) {
    throw constraintViolation(
      'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED',
      'You have exceeded the number of accounts that can be closed at a time.',
    );
  }
  member.closures = member.closures.filter((at) => at > now - CLOSURES.days * DAY_MS);
  const share = Math.floor((accounts.length - 1) * CLOSURES.share);
  if (member.closures.length >= Math.min(CLOSURES.most, Math.max(CLOSURES.least, share))) {
    throw constraintViolation(
      'CLOSE_ACCOUNT_QUOTA_EXCEEDED',
      'You have exceeded the close account quota for the past 30 days.',
    );
  }
}

function idIn(data: unknown): string {
  return (data as { id: string }).id;
}
