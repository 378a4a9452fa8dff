import { isDeepStrictEqual } from 'node:util';
import { fail } from '../../diagnostics/error.ts';
import { awsCode, unless } from '../codes.ts';
import type { IamService } from './client.ts';
import { documentOf } from './document.ts';
import { allPages } from '../pages.ts';
import type { Role, RoleRequest } from '../types/account.ts';

/** A role with all its policies; null when there is none. */
export async function readRole(service: IamService, name: string): Promise<Role | null> {
  const answer = await unless(service.call('GetRole', { RoleName: name }), ['NoSuchEntityException'], null);
  const role = answer?.Role;
  if (!role) return null;
  const [managed, inline] = await Promise.all([attachedPolicies(service, name), inlinePolicies(service, name)]);
  return {
    name,
    arn: role.Arn ?? '',
    description: role.Description ?? '',
    trust: documentOf(role.AssumeRolePolicyDocument),
    inline,
    managed,
    boundary: role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    maxSession: role.MaxSessionDuration ?? 3_600,
  };
}

/** Makes a role with its policies. One that came up since it was looked for is taken when it carries the same tags. */
export async function createRole(service: IamService, request: RoleRequest): Promise<Role> {
  const { name, description, trust, boundary, tags, maxSession } = request;
  try {
    await service.call('CreateRole', {
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: JSON.stringify(trust),
      MaxSessionDuration: maxSession,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      ...(boundary === null ? {} : { PermissionsBoundary: boundary }),
    });
  } catch (error) {
    if (awsCode(error) !== 'EntityAlreadyExistsException') throw error;
    await refuseForeign(service, request);
  }
  return updateRole(service, request);
}

async function refuseForeign(service: IamService, request: RoleRequest): Promise<void> {
  const existing = await readRole(service, request.name);
  const ours = Object.entries(request.tags).every(([key, value]) => existing?.tags[key] === value);
  if (ours) return;
  fail('NotOwned', `role ${request.name} exists and does not carry our tags`, {
    hint: 'rename or remove it, or tag it',
  });
}

/** Sends only what differs, so that a role that is as it should be costs no write. */
export async function updateRole(service: IamService, request: RoleRequest): Promise<Role> {
  const RoleName = request.name;
  const current = (await readRole(service, RoleName)) ?? fail('AwsError', `there is no role ${RoleName}`);
  if (!isDeepStrictEqual(current.trust, request.trust)) {
    await service.call('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: JSON.stringify(request.trust) });
  }
  await updateBoundary(service, current, request.boundary);
  await updateManaged(service, current, request.managed);
  await updateInline(service, current, request.inline);
  const { trust, boundary, managed, inline } = request;
  return { ...current, trust, boundary, managed, inline };
}

async function updateBoundary(service: IamService, { name, boundary }: Role, wanted: string | null): Promise<void> {
  if (boundary === wanted) return;
  if (wanted === null) await service.call('DeleteRolePermissionsBoundary', { RoleName: name });
  else await service.call('PutRolePermissionsBoundary', { RoleName: name, PermissionsBoundary: wanted });
}

async function updateManaged(service: IamService, current: Role, wanted: readonly string[]): Promise<void> {
  const RoleName = current.name;
  // What is missing comes first: a role in use never has less than it needs.
  for (const PolicyArn of wanted.filter((arn) => !current.managed.includes(arn))) {
    await service.call('AttachRolePolicy', { RoleName, PolicyArn });
  }
  for (const PolicyArn of current.managed.filter((arn) => !wanted.includes(arn))) {
    await unless(service.call('DetachRolePolicy', { RoleName, PolicyArn }), ['NoSuchEntityException'], null);
  }
}

async function updateInline(service: IamService, current: Role, wanted: RoleRequest['inline']): Promise<void> {
  const RoleName = current.name;
  for (const [PolicyName, document] of Object.entries(wanted)) {
    if (isDeepStrictEqual(current.inline[PolicyName], document)) continue;
    await service.call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument: JSON.stringify(document) });
  }
  for (const PolicyName of Object.keys(current.inline).filter((each) => !(each in wanted))) {
    await unless(service.call('DeleteRolePolicy', { RoleName, PolicyName }), ['NoSuchEntityException'], null);
  }
}

async function attachedPolicies(service: IamService, RoleName: string): Promise<string[]> {
  const fetch = (Marker?: string) => service.call('ListAttachedRolePolicies', { RoleName, Marker });
  const policies = await allPages(
    fetch,
    (page) => page.AttachedPolicies,
    (page) => page.Marker,
  );
  return policies.map(({ PolicyArn = '' }) => PolicyArn).sort();
}

async function inlinePolicies(service: IamService, RoleName: string): Promise<Record<string, object>> {
  const fetch = (Marker?: string) => service.call('ListRolePolicies', { RoleName, Marker });
  const names = await allPages(
    fetch,
    (page) => page.PolicyNames,
    (page) => page.Marker,
  );
  const documents = names.map(async (PolicyName) => {
    const { PolicyDocument } = await service.call('GetRolePolicy', { RoleName, PolicyName });
    return [PolicyName, documentOf(PolicyDocument)] as const;
  });
  return Object.fromEntries(await Promise.all(documents));
}
