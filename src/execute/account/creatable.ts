import type { AccountObservation } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import { requireAccount } from '../../observe/require.ts';
import type { CreateOptions } from './create.ts';
import { memberOf, refuseSpentEmail } from './make.ts';
import { requireOrganization } from './organization.ts';

/**
 * Throws what `createAccount` would refuse for what is known already, so that of several environments none is begun with
 * when one of them cannot be: OrganizationMissing, NotOwned, EmailInUse, AccountNotFound.
 */
export function checkCreatable(
  environment: Environment,
  observation: AccountObservation,
  options: CreateOptions,
): void {
  const own = environment.account.form === 'member' && environment.accountOf === null;
  if (own && observation.account === null) {
    const { organization, creation, ended } = observation;
    if (organization !== null || !options.createOrganization) requireOrganization(environment, organization);
    if (creation === null) refuseSpentEmail(memberOf(environment), ended);
    return;
  }
  if (own && options.adopt && observation.ownership === 'untagged') return;
  requireAccount(environment, observation);
}
