import type { Organization } from '../../aws/types/organizations.ts';
import { fail } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';

/** An organization in which accounts can be made and closed, made on request. Throws OrganizationMissing. */
export async function ensureOrganization(
  environment: Environment,
  organization: Organization | null,
  run: Run,
  create: boolean,
): Promise<Organization> {
  const missing = organization === null && create;
  return requireOrganization(environment, missing ? await createOrganization(environment, run) : organization);
}

/**
 * Throws OrganizationMissing when there is none, or one for consolidated billing only: such a one cannot close accounts, and
 * only a person can change it.
 */
export function requireOrganization({ account: { at } }: Environment, found: Organization | null): Organization {
  if (found === null) {
    fail('OrganizationMissing', "the caller's account is in no organization", {
      hint: 'add --create-organization to have one made, or use credentials of the management account of one',
      at,
    });
  }
  if (!found.allFeatures) {
    fail('OrganizationMissing', `organization ${found.id} is for consolidated billing only`, {
      hint: 'enable all features in the AWS Organizations console, then run create-account again',
      at,
    });
  }
  return found;
}

/** Another environment of the same run may be quicker: the gateway answers with the same organization then. */
function createOrganization(environment: Environment, run: Run): Promise<Organization> {
  run.emit({
    environment: environment.name,
    subject: 'account',
    phase: 'progress',
    message: 'creating the organization',
  });
  return run.aws.organizations.createOrganization();
}
