import type { Json } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { addRole, iamOf, type NewRole } from '../../iam/store.ts';
import { drop, own } from '../../record.ts';
import { ResourceFailure } from '../faults.ts';
import type { ResourceRecord } from '../records.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { handlerFailure } from './messages.ts';
import { generatedName } from './names.ts';
import { plain } from '../text.ts';

/** AWS::IAM::Role, in IAM itself: what it trusts decides who may assume it. */
export const iamRole: ResourceHandler = {
  create: (request) => {
    const { site } = request;
    const name = plain(request.properties['RoleName'] ?? generatedName(request, { longest: 64 }));
    if (own(iamOf(site.state, site.account).roles, name) !== undefined)
      throw new ResourceFailure(`${name} already exists`);
    return answer(request, addRole(site.state, site.account, roleOf(request, name), site.now));
  },
  update: (request, current) => {
    const { site } = request;
    const name = current.physicalId ?? '';
    const role = own(iamOf(site.state, site.account).roles, name);
    if (role === undefined) throw handlerFailure(site, `The role with name ${name} cannot be found.`, 'NotFound');
    Object.assign(role, withoutOldPolicies(role.inline, current, roleOf(request, name)));
    return answer(request, role);
  },
  remove: ({ site }, current) => {
    drop(iamOf(site.state, site.account).roles, current.physicalId ?? '');
  },
};

function answer(request: ResourceRequest, role: { name: string; arn: string; id: string }): Made {
  return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
}

function roleOf(
  { properties, tags, site }: ResourceRequest,
  name: string,
): Required<Omit<NewRole, 'path'>> & { path: string } {
  const boundary = properties['PermissionsBoundary'];
  return {
    name,
    path: plain(properties['Path'] ?? '/'),
    trust: JSON.stringify(properties['AssumeRolePolicyDocument'] ?? {}),
    description: plain(properties['Description'] ?? ''),
    maxSession: Number(properties['MaxSessionDuration'] ?? 3600),
    boundary: boundary === undefined ? null : plain(boundary),
    tags: { ...tags },
    managed: listOf(properties['ManagedPolicyArns']).map((arn) => attachable(site, plain(arn))),
    inline: inlineOf(properties['Policies']),
  };
}

/** What AWS::IAM::Policy resources have put on the role stays; what the role's own `Policies` said before goes. */
function withoutOldPolicies(
  inline: Readonly<Record<string, string>>,
  current: ResourceRecord,
  wanted: NewRole,
): Partial<NewRole> {
  const old = new Set(Object.keys(inlineOf(current.properties['Policies'])));
  const others = Object.entries(inline).filter(([name]) => !old.has(name));
  return { ...wanted, inline: { ...Object.fromEntries(others), ...wanted.inline } };
}

function inlineOf(policies: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    listOf(policies).map((policy) => [
      plain(member(policy, 'PolicyName')),
      JSON.stringify(member(policy, 'PolicyDocument') ?? {}),
    ]),
  );
}

/** AWS's own policies are taken as they come; a customer's must exist in the account. */
function attachable(site: ResourceRequest['site'], arn: string): string {
  const [, , , , account] = arn.split(':');
  if (account === 'aws' || own(iamOf(site.state, site.account).policies, arn) !== undefined) return arn;
  throw handlerFailure(
    site,
    `Policy ${arn} does not exist or is not attachable. (Service: Iam, Status Code: 404)`,
    'NotFound',
  );
}

/** A list property; one that is not given is empty. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}
