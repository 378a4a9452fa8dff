import type { Organization, OrganizationAccount } from '../aws/types/organizations.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { AccountObservation, AccountPurpose } from '../model/account.ts';
import type { Environment, ExistingAccount, ExternalAccount, MemberAccount } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import { accessOf } from './access.ts';
import { withInner } from './inner.ts';
import { isAtHome, isInside } from './inside.ts';
import { findMember } from './member.ts';
import { sameEmail } from './named.ts';
import { bareAccount } from './observed.ts';

/**
 * What there is of an environment's account. Reads only. Throws CredentialsMissing without credentials, WrongAccount when
 * the caller or the account is not what the definition says, AccountNotFound when there is none of the definition's id.
 */
export async function observeAccount(
  environment: Environment,
  run: Run,
  purpose: AccountPurpose = 'use',
): Promise<AccountObservation> {
  const identity = await run.aws.caller();
  const caller = identity.account;
  const { account } = environment;
  if (account.form === 'external') return observeExternal(environment, account, caller, run);
  if (account.id !== null && purpose !== 'manage') return unasked(caller, account.id);
  if (purpose !== 'manage' && (await isInside(environment, identity, run))) return unasked(caller, caller);
  const organization = await run.aws.organizations.describeOrganization();
  if (account.id !== null) return observeById(environment, account, account.id, { caller, organization }, run);
  const isMember = purpose !== 'manage' && organization?.managementAccount !== caller;
  if (isMember && (await isAtHome(environment, identity, run))) return unasked(caller, caller);
  return observeByEmail(environment, { caller, organization }, run, purpose);
}

interface Place {
  readonly caller: string;
  readonly organization: Organization | null;
}

/** Form 3. Only the credentials can tell which account a profile leads to. */
async function observeExternal(
  environment: Environment,
  { id }: ExternalAccount,
  caller: string,
  run: Run,
): Promise<AccountObservation> {
  if (id !== null) return unasked(caller, id);
  const access = accessOf(environment, null, 'admin', { caller, time: run.clock.now() });
  return unasked(caller, (await run.aws.enter(access)).account);
}

async function observeById(
  environment: Environment,
  account: MemberAccount | ExistingAccount,
  id: string,
  { caller, organization }: Place,
  run: Run,
): Promise<AccountObservation> {
  if (organization?.managementAccount !== caller) {
    if (account.form === 'existing') return unasked(caller, id);
    refuseCaller(environment, caller, organization);
  }
  const found = await run.aws.organizations.describeAccount(id);
  if (found === null) {
    fail('AccountNotFound', `account ${id} is not in the organization`, {
      hint: 'correct account.id, or take it out and give an unused account.email to have an account made',
      at: account.at,
    });
  }
  refuseOther(environment, found, organization);
  return withInner(
    environment,
    await findMember(environment, { organization, listed: [found], caller }, run, 'manage'),
    run,
  );
}

async function observeByEmail(
  environment: Environment,
  { caller, organization }: Place,
  run: Run,
  purpose: AccountPurpose,
): Promise<AccountObservation> {
  if (organization === null) return { ...unasked(caller, ''), asked: true, account: null, ownership: 'untagged' };
  if (purpose === 'manage' && organization.managementAccount !== caller)
    refuseCaller(environment, caller, organization);
  const listed = await listAccounts(environment, organization, caller, run);
  const observation = await findMember(environment, { organization, listed, caller }, run, purpose);
  if (observation.account?.id === organization.managementAccount) refuseManagement(environment, organization);
  return { ...(await withInner(environment, observation, run)), listed: listed.length };
}

async function listAccounts(
  environment: Environment,
  organization: Organization,
  caller: string,
  run: Run,
): Promise<OrganizationAccount[]> {
  try {
    return await run.aws.organizations.listAccounts();
  } catch (error) {
    const denied = error instanceof EnvctlError && error.code === 'AccessDenied';
    if (!denied || organization.managementAccount === caller) throw error;
    fail(
      'WrongAccount',
      `the credentials are those of account ${caller}, which may not look for ${environment.name}'s`,
      {
        hint: `use credentials of the management account ${organization.managementAccount} or of the environment's own account, or give account.id in the definition`,
        at: environment.account.at,
        cause: error,
      },
    );
  }
}

/** An account that the definition names, taken at its word: nobody but the role to enter it by is asked. */
function unasked(caller: string, id: string): AccountObservation {
  const account = bareAccount(id);
  return { caller, organization: null, asked: false, account, ownership: 'unasked', ended: null, creation: null };
}

function refuseOther(environment: Environment, found: OrganizationAccount, organization: Organization): void {
  const { account } = environment;
  if (account.form !== 'member') return;
  if (found.id === organization.managementAccount) refuseManagement(environment, organization);
  if (sameEmail(account.email, found.email)) return;
  fail('WrongAccount', `account ${found.id} has the e-mail ${found.email}, not ${account.email}`, {
    hint: 'correct account.id or account.email',
    at: account.at,
  });
}

function refuseManagement({ account }: Environment, organization: Organization): never {
  fail('WrongAccount', `the management account ${organization.managementAccount} is not used as an environment's own`, {
    hint: 'give another account.email, or name the management account by account.id alone',
    at: account.at,
  });
}

function refuseCaller({ account }: Environment, caller: string, organization: Organization | null): never {
  const where = organization
    ? `the organization is managed by ${organization.managementAccount}`
    : 'it is in no organization';
  fail('WrongAccount', `the credentials are those of account ${caller}, but ${where}`, {
    hint: 'use credentials of the management account: accounts are made, moved and closed from there',
    at: account.at,
  });
}
