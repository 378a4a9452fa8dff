import type { StackSetsGateway } from '../aws/types/stack-sets.ts';
import { fail } from '../diagnostics/error.ts';
import type { Run } from '../model/run.ts';

/** The way to an organization's stack sets. */
interface Administrator {
  readonly gateway: StackSetsGateway;
  /** Id of the management account. */
  readonly management: string;
}

/**
 * Stack sets of the organization, as the caller's own account administers them: the management account, or one that it has
 * made delegated administrator. Throws OrganizationMissing.
 */
export async function administrator(region: string, run: Run): Promise<Administrator> {
  const [caller, organization] = await Promise.all([run.aws.caller(), run.aws.organizations.describeOrganization()]);
  if (organization === null) {
    fail(
      'OrganizationMissing',
      `account ${caller.account} is in no organization: StackSets have no units to deploy to`,
      {
        hint: 'use credentials of the management account, or leave engine: stacksets out',
      },
    );
  }
  const { account } = caller;
  const access = { account, role: null, externalId: null, profile: null, young: false, region };
  const gateways = await run.aws.enter(access);
  const management = organization.managementAccount;
  return { gateway: gateways.stackSets(region, management !== account), management };
}
