import type { Input } from '../input.ts';
import { textOf } from '../input.ts';
import { drop, own, put } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { checkIdentityPolicy, documentSize, encodeDocument } from './documents.ts';
import { noSuchEntity, quotaExceeded } from './faults.ts';
import { nameIn, required } from './fields.ts';
import { roleIn } from './lookup.ts';
import { checkAttachable } from './managed.ts';
import { pageOf } from './pages.ts';
import type { StoredRole } from './store.ts';

const MAX_ATTACHED = 10;
/** All inline policies of a role together, white space left out. */
const INLINE_SIZE = 10_240;

function putPolicy(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const name = nameIn(input, 'PolicyName', 128);
  const document = required(input, 'PolicyDocument');
  checkIdentityPolicy(document);
  const documents = Object.values({ ...role.inline, [name]: document });
  if (documents.reduce((sum, one) => sum + documentSize(one), 0) > INLINE_SIZE) throw inlineTooLarge(role);
  put(role.inline, name, document);
  return {};
}

function getPolicy(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const name = required(input, 'PolicyName');
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(inlineOf(role, name)) };
}

function deletePolicy(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const name = required(input, 'PolicyName');
  inlineOf(role, name);
  drop(role.inline, name);
  return {};
}

function inlineOf(role: StoredRole, name: string): string {
  const document = own(role.inline, name);
  if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return document;
}

function listPolicies(input: Input, call: Call): Record<string, unknown> {
  const { items, ...rest } = pageOf(Object.keys(roleIn(input, call).inline).sort(), input);
  return { PolicyNames: items, ...rest };
}

/** Attaching what is attached already changes nothing. */
function attach(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const arn = required(input, 'PolicyArn');
  checkAttachable(call, arn);
  if (role.managed.includes(arn)) return {};
  if (role.managed.length >= MAX_ATTACHED) throw quotaExceeded('PoliciesPerRole', MAX_ATTACHED);
  role.managed.push(arn);
  return {};
}

function detach(input: Input, call: Call): Record<string, unknown> {
  const role = roleIn(input, call);
  const arn = required(input, 'PolicyArn');
  if (!role.managed.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  role.managed = role.managed.filter((one) => one !== arn);
  return {};
}

function listAttached(input: Input, call: Call): Record<string, unknown> {
  const prefix = textOf(input, 'PathPrefix') ?? '/';
  const arns = roleIn(input, call).managed.filter((arn) => pathOf(arn).startsWith(prefix));
  const { items, ...rest } = pageOf(arns, input);
  const shown = items.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn }));
  return { AttachedPolicies: shown, ...rest };
}

function pathOf(arn: string): string {
  return arn.replace(/^.*?:policy(\/.*)$/, '$1').replace(/[^/]+$/, '');
}

function inlineTooLarge(role: StoredRole): AwsFault {
  const message = `Maximum policy size of ${String(INLINE_SIZE)} bytes exceeded for role ${role.name}`;
  return new AwsFault('LimitExceeded', message, 409);
}

/** Inline and attached policies of roles. */
export const rolePolicyOperations: Readonly<Record<string, Operation>> = {
  PutRolePolicy: putPolicy,
  GetRolePolicy: getPolicy,
  DeleteRolePolicy: deletePolicy,
  ListRolePolicies: listPolicies,
  AttachRolePolicy: attach,
  DetachRolePolicy: detach,
  ListAttachedRolePolicies: listAttached,
};
