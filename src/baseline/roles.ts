import type { RoleRequest } from '../aws/types/account.ts';
import type { Baseline, DeployRole } from '../model/environment.ts';
import { partitionOf, roleNames, TAG } from '../model/names.ts';
import { isBrought } from './brought.ts';
import { deployPermissions } from './deploy-permissions.ts';
import { accountOwner } from '../model/ownership.ts';
import type { BaselineContext } from './item.ts';
import { deployTrust, managementIn, serviceTrust } from './trust.ts';

/** Four hours: what CI may ask for by OIDC. A session that comes from another role lasts one hour at most, whatever is set here. */
const DEPLOY_SECONDS = 14_400;
/** CloudFormation renews its own sessions; the least that IAM allows. */
const SERVICE_SECONDS = 3_600;

/** What the pair of roles is made for. */
export interface RolesFor {
  readonly project: string;
  readonly baseline: Pick<Baseline, 'deployRole' | 'oidc'>;
  readonly account: string;
  /** The account from which people come; null: nobody from outside. */
  readonly management: string | null;
  readonly partition: string;
  readonly tags: Readonly<Record<string, string>>;
  /** True where a stack set makes them. */
  readonly brought: boolean;
}

/** The pair of roles as they should be in the account of an environment. */
export async function wantedRoles(
  context: BaselineContext,
): Promise<{ deploy: RoleRequest; cloudformation: RoleRequest }> {
  const { environment, gateways } = context;
  const { project, baseline, tags } = environment;
  return rolesFor({
    project,
    baseline,
    account: gateways.account,
    management: await managementOf(context, roleNames(project).deploy),
    partition: partitionOf(environment.region),
    tags: { ...tags, [TAG.project]: project, [TAG.environment]: accountOwner(environment) },
    brought: await isBrought(context, 'roles'),
  });
}

/** The same in any account, which a stack set makes from it as well. */
export function rolesFor({ project, baseline, account, management, partition, tags, brought }: RolesFor): {
  deploy: RoleRequest;
  cloudformation: RoleRequest;
} {
  const options: DeployRole = baseline.deployRole ?? { trust: [], boundary: null, policies: [] };
  const names = roleNames(project);
  const common = { boundary: options.boundary, tags };
  return {
    deploy: {
      ...common,
      name: names.deploy,
      description: `Deploys the environments of ${project}. Made by envctl.`,
      trust: deployTrust({ account, management, partition, trust: options.trust, oidc: baseline.oidc }),
      inline: { deploy: deployPermissions({ project, account, partition, brought }) },
      managed: [],
      maxSession: DEPLOY_SECONDS,
    },
    cloudformation: {
      ...common,
      name: names.cloudformation,
      description: `CloudFormation's role for the stacks of ${project}. Made by envctl.`,
      trust: serviceTrust(account),
      inline: {},
      managed: managedPolicies(options.policies, partition),
      maxSession: SERVICE_SECONDS,
    },
  };
}

function managedPolicies(policies: readonly string[], partition: string): string[] {
  const names = policies.length > 0 ? policies : ['AdministratorAccess'];
  return names.map((name) => (name.startsWith('arn:') ? name : `arn:${partition}:iam::aws:policy/${name}`));
}

/**
 * The account from which people come: the caller's. A caller who is in the account already (CI) cannot tell which one
 * that is, and must not shut the others out, so that what the role says stays.
 */
async function managementOf({ caller, gateways }: BaselineContext, role: string): Promise<string | null> {
  if (caller !== gateways.account) return caller;
  const trust = (await gateways.iam().role(role))?.trust ?? {};
  return managementIn(trust);
}
