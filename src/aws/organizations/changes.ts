import { fail } from '../../diagnostics/error.ts';
import { awsCode, awsMessage, awsReason, unless } from '../codes.ts';
import { accountOf, creationOf, organizationOf } from './convert.ts';
import type { OrganizationsService } from './client.ts';
import type { Transport } from '../transport.ts';
import type { AccountCreation, Organization } from '../types/organizations.ts';

/**
 * Makes the organization and waits for its root: until that can be listed, accounts cannot be created. AWS takes seconds,
 * and asks to wait up to an hour before one turns to its support.
 */
export async function createOrganization(transport: Transport, service: OrganizationsService): Promise<Organization> {
  await unless(service.call('CreateOrganization', { FeatureSet: 'ALL' }), ['AlreadyInOrganizationException'], null);
  const { clock, signal } = transport;
  const giveUp = clock.now() + READY_MS;
  for (;;) {
    const described = await unless(service.call('DescribeOrganization', {}), NOT_YET, null);
    const roots = described && (await unless(service.call('ListRoots', {}), NOT_YET, null));
    if (described && roots?.Roots?.length) return organizationOf(described.Organization);
    if (clock.now() >= giveUp)
      fail('OrganizationMissing', 'the organization was made, but cannot be used yet', { hint: LATER });
    await clock.sleep(POLL_MS, signal);
  }
}

const READY_MS = 900_000;
const POLL_MS = 5_000;
const NOT_YET = ['AWSOrganizationsNotInUseException', 'FinalizingOrganizationException'];
const LATER = 'run the command again in some minutes';

/** Asks for an account. There is no idempotency token: a request whose answer was lost is not sent again. */
export async function createAccount(
  service: OrganizationsService,
  request: { email: string; name: string; role: string; tags: Record<string, string> },
): Promise<AccountCreation> {
  const { email, name, role, tags } = request;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const input = { Email: email, AccountName: name, RoleName: role, ...(Tags.length > 0 ? { Tags } : {}) };
  try {
    const answer = await service.call('CreateAccount', input, { once: true });
    return creationOf(answer.CreateAccountStatus ?? {});
  } catch (error) {
    if (awsReason(error) !== 'ACCOUNT_NUMBER_LIMIT_EXCEEDED') throw error;
    const message = `the organization has as many accounts as its quota allows; account ${name} was not created`;
    fail('AccountLimitReached', message, {
      hint: 'raise the quota L-E619E033 of Organizations, or close accounts',
      cause: error,
    });
  }
}

/** AWS's two limits on closing: some hundreds in 30 days, and three at a time. */
const CLOSE_LIMITS = ['CLOSE_ACCOUNT_QUOTA_EXCEEDED', 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED'];

export async function closeAccount(service: OrganizationsService, accountId: string): Promise<'accepted' | 'already'> {
  try {
    await service.call('CloseAccount', { AccountId: accountId });
    return 'accepted';
  } catch (error) {
    if (awsCode(error) === 'AccountAlreadyClosedException') return 'already';
    if (awsCode(error) === 'ConflictException' && (await isEnding(service, accountId, error))) return 'already';
    const reason = awsReason(error) ?? '';
    if (!CLOSE_LIMITS.includes(reason)) throw error;
    const message = `account ${accountId} cannot be closed now: ${reason}`;
    fail('CloseQuotaReached', message, { hint: 'close it again later', cause: error });
  }
}

/** For some minutes after it has accepted a closure AWS goes on calling the account ACTIVE; then its words alone say it. */
async function isEnding(service: OrganizationsService, accountId: string, conflict: unknown): Promise<boolean> {
  if (/clos/i.test(awsMessage(conflict))) return true;
  const { Account } = await service.call('DescribeAccount', { AccountId: accountId });
  return Account !== undefined && ['PENDING_CLOSURE', 'CLOSED', 'SUSPENDED'].includes(accountOf(Account).state);
}
