import type { Organization } from '../aws/types/organizations.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Run } from '../model/run.ts';

/** The organization of the caller's account; null when it is in none, undefined when the caller may not ask. */
export async function callersOrganization(run: Run): Promise<Organization | null | undefined> {
  try {
    return await run.aws.organizations.describeOrganization();
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return undefined;
    throw error;
  }
}
