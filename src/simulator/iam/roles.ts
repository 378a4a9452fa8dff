import { tagsOf, textOf, textsOf, type Input } from '../input.ts';
import { drop, put } from '../record.ts';
import type { Call, Operation } from '../service.ts';
import { checkTrust } from './documents.ts';
import { alreadyExists, deleteConflict, quotaExceeded } from './faults.ts';
import { nameIn, pathIn, required, wholeIn } from './fields.ts';
import { checkBoundary } from './managed.ts';
import { pageOf } from './pages.ts';
import { presentRole, presentTags } from './present.ts';
import { roleIn } from './lookup.ts';
import { addRole, iamOf } from './store.ts';
import { checkTags } from './tags.ts';

const MAX_ROLES = 1000;
const SESSION = { min: 3600, max: 43_200 };

function createRole(input: Input, call: Call): Record<string, unknown> {
  const name = nameIn(input, 'RoleName', 64);
  const trust = required(input, 'AssumeRolePolicyDocument');
  checkTrust(call.state, trust);
  const { roles } = iamOf(call.state, call.account);
  const sameName = Object.keys(roles).some((other) => other.toLowerCase() === name.toLowerCase());
  if (sameName) throw alreadyExists(`Role with name ${name} already exists.`);
  if (Object.keys(roles).length >= MAX_ROLES) throw quotaExceeded('RolesPerAccount', MAX_ROLES);
  const tags = tagsOf(input, 'Tags');
  checkTags(tags);
  const boundary = textOf(input, 'PermissionsBoundary');
  if (boundary !== null) checkBoundary(call, boundary);
  const role = addRole(
    call.state,
    call.account,
    {
      name,
      trust,
      path: pathIn(input),
      description: textOf(input, 'Description') ?? '',
      maxSession: wholeIn(input, 'MaxSessionDuration', SESSION) ?? SESSION.min,
      boundary,
      tags,
    },
    call.now,
  );
  return { Role: presentRole(role) };
}

function getRole(input: Input, call: Call): Record<string, unknown> {
  return { Role: presentRole(roleIn(input, call)) };
}

/** Replaces both: a description that is left out is removed, a session length goes back to one hour. */
function updateRole(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  role.maxSession = wholeIn(input, 'MaxSessionDuration', SESSION) ?? SESSION.min;
  role.description = textOf(input, 'Description') ?? '';
  return {};
}

function updateTrust(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const trust = required(input, 'PolicyDocument');
  checkTrust(call.state, trust);
  role.trust = trust;
  return {};
}

/** Only a role without policies goes. */
function deleteRole(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  if (role.managed.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(role.inline).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  drop(iamOf(call.state, call.account).roles, role.name);
  return {};
}

/** Without tags and boundaries, which only GetRole tells. */
function listRoles(input: Input, call: Call): Record<string, unknown> {
  const prefix = textOf(input, 'PathPrefix') ?? '/';
  const roles = Object.values(iamOf(call.state, call.account).roles)
    .filter(({ path }) => path.startsWith(prefix))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, ...rest } = pageOf(roles, input);
  const shown = items.map((role) => ({ ...presentRole(role), Tags: undefined, PermissionsBoundary: undefined }));
  return { Roles: shown, ...rest };
}

function tagRole(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const added = tagsOf(input, 'Tags');
  checkTags({ ...role.tags, ...added });
  for (const [key, value] of Object.entries(added)) put(role.tags, key, value);
  return {};
}

function untagRole(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  for (const key of textsOf(input, 'TagKeys')) drop(role.tags, key);
  return {};
}

function listRoleTags(input: Input, call: Call): Record<string, unknown> {
  const { items, ...rest } = pageOf(presentTags(roleIn(input, call).tags), input);
  return { Tags: items, ...rest };
}

function putBoundary(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const boundary = required(input, 'PermissionsBoundary');
  checkBoundary(call, boundary);
  role.boundary = boundary;
  return {};
}

function deleteBoundary(input: Input, call: Call): Record<string, unknown> {
  roleIn(input, call).boundary = null;
  return {};
}

/** Roles themselves; their policies are in role-policies.ts. */
export const roleOperations: Readonly<Record<string, Operation>> = {
  CreateRole: createRole,
  GetRole: getRole,
  UpdateRole: updateRole,
  UpdateAssumeRolePolicy: updateTrust,
  DeleteRole: deleteRole,
  ListRoles: listRoles,
  TagRole: tagRole,
  UntagRole: untagRole,
  ListRoleTags: listRoleTags,
  PutRolePermissionsBoundary: putBoundary,
  DeleteRolePermissionsBoundary: deleteBoundary,
};
