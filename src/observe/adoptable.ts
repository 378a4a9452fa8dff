import type { AccountGateways } from '../aws/types/account.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { AccountObservation, ObservedAccount } from '../model/account.ts';
import type { Environment, ExistingAccount, MemberAccount } from '../model/environment.ts';
import { isLive } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from './access.ts';
import { observeAccount } from './account.ts';
import { withInner } from './inner.ts';
import { observeOrganization } from './organization.ts';
import { stateOf } from './require.ts';

/** An account that is there already and may become an environment's. */
export interface Adoptable {
  /** The definition, with the account that was named. */
  readonly environment: Environment & { readonly account: MemberAccount | ExistingAccount };
  readonly account: ObservedAccount;
  readonly observation: AccountObservation;
}

/**
 * Looks at an account that is to become an environment's, and refuses before anything is changed: WrongAccount for the
 * management account, another one than the definition names, and an environment that has an account; NotOwned for one that is
 * another environment's; AccountNotFound for one that is closed or no member; AccessDenied when it cannot be entered.
 */
export async function observeAdoptable(definition: Environment, id: string, run: Run): Promise<Adoptable> {
  const environment = withAccount(definition, id);
  const { at } = environment.account;
  const observation = await observeAccount(environment, run, 'manage');
  const { organization, caller, account, ended, ownership } = observation;
  if (organization?.managementAccount !== caller || id === caller) {
    fail(
      'WrongAccount',
      id === caller ? `${id} is the caller's own account` : `${caller} is not the management account`,
      {
        hint:
          id === caller
            ? 'the management account needs no import: a definition may name it by account.id'
            : 'use credentials of the management account: accounts are adopted from there',
        at,
      },
    );
  }
  if (account === null) {
    const state = ended ? `it is ${stateOf(ended)}` : 'it is no member of the organization';
    fail('AccountNotFound', `account ${id} cannot be adopted: ${state}`, { at });
  }
  if (ownership === 'foreign') {
    fail('NotOwned', `account ${id} (${account.email}) is another environment's by its tags`, {
      hint: 'correct the id, or take the tags off the account when that environment is gone',
      at,
    });
  }
  await refuseSecond(environment, id, run);
  await enter(environment, account, run);
  const inner = await withInner(environment, { ...observation, ownership: 'owned' }, run);
  return { environment, account, observation: { ...inner, ownership } };
}

function withAccount(definition: Environment, id: string): Adoptable['environment'] {
  const { account, accountOf, name } = definition;
  if (accountOf !== null || account.form === 'external') {
    const why = accountOf === null ? 'is not of our organization' : `is that of ${accountOf}`;
    fail('DefinitionInvalid', `the account of ${name} ${why}: there is nothing to adopt`, {
      hint: accountOf === null ? null : `import it for ${accountOf}`,
      at: account.at,
    });
  }
  if (account.id !== null && account.id !== id) {
    fail('WrongAccount', `the definition of ${name} names account ${account.id}, not ${id}`, {
      hint: 'correct one of the two',
      at: account.at,
    });
  }
  return { ...definition, account: { ...account, id } };
}

/** An environment has one account. */
async function refuseSecond(environment: Environment, id: string, run: Run): Promise<void> {
  const { orphans } = await observeOrganization([environment], run);
  const other = orphans.find(
    (orphan) => orphan.environment === environment.name && orphan.account.id !== id && isLive(orphan.account),
  );
  if (!other) return;
  fail('WrongAccount', `${environment.project}/${environment.name} has account ${other.account.id} already`, {
    hint: 'close that one first, or give the environment another name',
    at: environment.account.at,
  });
}

async function enter(
  environment: Adoptable['environment'],
  account: ObservedAccount,
  run: Run,
): Promise<AccountGateways> {
  try {
    return await enterAccount(environment, account, 'admin', run);
  } catch (cause) {
    if (!(cause instanceof EnvctlError) || cause.code !== 'AccessDenied') throw cause;
    const { role, at } = environment.account;
    fail('AccessDenied', `role ${role} of account ${account.id} cannot be assumed: ${cause.message}`, {
      hint: 'an account that was invited has no such role: make it there, trusting the management account, or give the name of another in account.role',
      at,
      cause,
    });
  }
}
