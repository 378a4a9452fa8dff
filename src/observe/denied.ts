import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import { callersOrganization } from './callers-organization.ts';

/**
 * What it means that an account's own role lets the caller not in: as a rule that the credentials are not those which the
 * definition is about. Throws WrongAccount then, and otherwise what AWS said.
 */
export async function refuseDenied(
  { name, account: { at } }: Environment,
  account: string,
  denied: EnvctlError,
  run: Run,
): Promise<never> {
  const { account: caller } = await run.aws.caller();
  const organization = await callersOrganization(run);
  if (organization === undefined) throw denied;
  if (organization?.managementAccount !== caller) {
    const manager = organization ? `, or of the management account ${organization.managementAccount}` : '';
    fail('WrongAccount', `the credentials are those of account ${caller}, which may not enter ${account} of ${name}`, {
      hint: `use credentials of ${account} itself${manager}`,
      at,
      cause: denied,
    });
  }
  if (await isElsewhere(account, run)) {
    fail('WrongAccount', `account ${account} of ${name} is not in organization ${organization.id}, but ${caller} is`, {
      hint: 'use credentials of the organization that the account belongs to, or correct account.id',
      at,
      cause: denied,
    });
  }
  throw denied;
}

/** False also for a caller who may not ask. */
async function isElsewhere(account: string, run: Run): Promise<boolean> {
  try {
    return (await run.aws.organizations.describeAccount(account)) === null;
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return false;
    throw error;
  }
}
