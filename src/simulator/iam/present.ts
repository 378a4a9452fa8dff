import { encodeDocument } from './documents.ts';
import type { StoredPolicy, StoredPolicyVersion, StoredRole } from './store.ts';

export function presentRole(role: StoredRole): Record<string, unknown> {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: role.maxSession,
    PermissionsBoundary:
      role.boundary === null ? undefined : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary },
    Tags: Object.keys(role.tags).length === 0 ? undefined : presentTags(role.tags),
    RoleLastUsed: {},
  };
}

export function presentTags(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** How often it is attached is for the caller to count. */
export function presentPolicy(policy: StoredPolicy, attachments: number): Record<string, unknown> {
  const versions = versionsOf(policy);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: versions.find(({ isDefault }) => isDefault)?.id,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description === '' ? undefined : policy.description,
    CreateDate: new Date(policy.created),
    UpdateDate: new Date(versions.at(-1)?.created ?? policy.created),
    Tags: Object.keys(policy.tags).length === 0 ? undefined : presentTags(policy.tags),
  };
}

/** Lists leave the document out; only GetPolicyVersion sends it. */
export function presentVersion(version: StoredPolicyVersion, withDocument: boolean): Record<string, unknown> {
  return {
    Document: withDocument ? encodeDocument(version.document) : undefined,
    VersionId: version.id,
    IsDefaultVersion: version.isDefault,
    CreateDate: new Date(version.created),
  };
}

/** Every version of a policy, oldest first; a policy that never changed has the one that it was made with. */
export function versionsOf(policy: StoredPolicy): StoredPolicyVersion[] {
  const { versions = [{ id: 'v1', isDefault: true, document: '', created: policy.created }] } = policy;
  return versions.map((version) => (version.isDefault ? { ...version, document: policy.document } : version));
}
