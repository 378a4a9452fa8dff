import type { BudgetsGateway } from '../aws/types/budgets.ts';
import type { OrganizationsGateway } from '../aws/types/organizations.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';

/** What the management account can do for a member: its policies and its budget are kept there. */
export interface Management {
  readonly organizations: OrganizationsGateway;
  readonly budgets: BudgetsGateway;
}

/** The caller's way into the management account, or why there is none. `account`: the one that the baseline is for. */
export async function managementFor(environment: Environment, account: string, run: Run): Promise<Management | string> {
  if (environment.account.form === 'external') return 'the account is not one of our organization';
  const caller = await run.aws.caller();
  if (caller.account === account)
    return 'the credentials are those of the account itself, not of the management account';
  const { organizations } = run.aws;
  const organization = await organizations.describeOrganization();
  if (organization?.managementAccount !== caller.account) {
    return `the credentials are those of ${caller.account}, which is not the management account`;
  }
  const gateways = await run.aws.enter({
    account: caller.account,
    role: null,
    externalId: null,
    profile: null,
    young: false,
    region: environment.region,
  });
  return { organizations, budgets: gateways.budgets() };
}
