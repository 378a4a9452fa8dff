import type { IamGateway, Role, RoleRequest } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import { TAG } from '../model/names.ts';
import { different, isBrought, missing, waitForSet } from './brought.ts';
import { configPolicy, inspectConfigPolicy } from './config-policy.ts';
import { IN_PLACE, MISSING, type BaselineContext, type BaselineItem, type Finding } from './item.ts';
import { samePolicy } from './policy.ts';
import { wantedRoles } from './roles.ts';

/**
 * The role to deploy with and the one that CloudFormation works with: one pair for each project in an account. It comes
 * after all else but the guardrails, and lets nobody in before it may do its work: whoever gets in by it finds everything in place.
 */
export const deployRole: BaselineItem = {
  name: 'deployRole',
  after: [
    'regions',
    'artifacts',
    'oidc',
    's3PublicAccessBlock',
    'ebsEncryption',
    'passwordPolicy',
    'defaultVpc',
    'budget',
  ],
  scope: 'account',
  wanted: ({ baseline }) => baseline.deployRole !== null,
  inspect: async (context) => {
    const roles = await Promise.all((await wanted(context)).map((request) => compare(request, context)));
    const found = [await inspectConfigPolicy(context), ...roles];
    const lacking = roles.some(({ action }) => action === 'create');
    if (lacking) return missing(context, await isBrought(context, 'roles'));
    if (found.some(({ action }) => action === 'create')) return MISSING;
    return together(found, 'update') ?? together(found, 'skipped') ?? IN_PLACE;
  },
  apply: async (context) => {
    if ((await inspectConfigPolicy(context)).action !== 'none')
      await context.gateways.iam().putPolicy(configPolicy(context));
    const brought = await isBrought(context, 'roles');
    for (const request of await wanted(context)) {
      const { action } = await compare(request, context);
      if (action === 'create' && brought)
        await waitForSet(context, `role ${request.name}`, () => compare(request, context));
      else if (action === 'create' || action === 'update') await converge(request, context.gateways.iam());
    }
  },
};

function together(found: readonly Finding[], action: 'update' | 'skipped'): Finding | null {
  const reasons = found.flatMap((one) => (one.action === action ? (one.reason ?? []) : []));
  return reasons.length === 0 ? null : { action, reason: reasons.join('; ') };
}

const NOBODY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
};

/** Permissions first, then who may have them. */
async function converge(request: RoleRequest, iam: IamGateway): Promise<void> {
  const actual = await iam.role(request.name);
  if (actual === null) await iam.createRole({ ...request, trust: NOBODY });
  else await iam.updateRole({ ...request, trust: actual.trust });
  await iam.updateRole(request);
}

/** The service role first: the deploy role is what shows that the pair is complete. */
async function wanted(context: BaselineContext): Promise<RoleRequest[]> {
  const { deploy, cloudformation } = await wantedRoles(context);
  return [cloudformation, deploy];
}

async function compare(wanted: RoleRequest, { environment, gateways }: BaselineContext): Promise<Finding> {
  const actual = await gateways.iam().role(wanted.name);
  if (actual === null) return MISSING;
  if (actual.tags[TAG.project] !== environment.project) {
    fail('NotOwned', `role ${actual.arn} does not carry the tag ${TAG.project}=${environment.project}`, {
      hint: 'remove the role, or give the project another name',
      at: environment.account.at,
    });
  }
  const wrong = differences(wanted, actual);
  return wrong.length === 0 ? IN_PLACE : different(wrong, wanted.name, actual.tags);
}

function differences(wanted: RoleRequest, actual: Role): string[] {
  return [
    ...(samePolicy(wanted.trust, actual.trust) ? [] : ['trust']),
    ...(samePolicy(wanted.inline, actual.inline) ? [] : ['permissions']),
    ...(samePolicy([...wanted.managed], [...actual.managed]) ? [] : ['managed policies']),
    ...(wanted.boundary === actual.boundary ? [] : ['boundary']),
  ];
}
