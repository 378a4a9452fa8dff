import { flagOf, tagsOf, textOf, type Input } from '../input.ts';
import { upperId } from '../ids.ts';
import { drop, put } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { checkIdentityPolicy, checkManagedSize } from './documents.ts';
import { alreadyExists, deleteConflict, noSuchEntity } from './faults.ts';
import { nameIn, pathIn, required } from './fields.ts';
import { policyIn } from './lookup.ts';
import { pageOf } from './pages.ts';
import { presentPolicy, presentVersion, versionsOf } from './present.ts';
import { iamOf, type StoredPolicy, type StoredPolicyVersion } from './store.ts';
import { checkTags } from './tags.ts';

const MAX_VERSIONS = 5;

function createPolicy(input: Input, call: Call): Record<string, unknown> {
  const name = nameIn(input, 'PolicyName', 128);
  const document = documentIn(input);
  const { policies } = iamOf(call.state, call.account);
  if (Object.values(policies).some((other) => other.name.toLowerCase() === name.toLowerCase())) {
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  const tags = tagsOf(input, 'Tags');
  checkTags(tags);
  const path = pathIn(input);
  const arn = `arn:aws:iam::${call.account}:policy${path}${name}`;
  const description = textOf(input, 'Description') ?? '';
  const policy: StoredPolicy = {
    name,
    path,
    arn,
    id: upperId(call.state, 'ANPA', 17),
    description,
    document,
    tags,
    created: call.now,
  };
  put(policies, arn, policy);
  return { Policy: { ...presentPolicy(policy, 0), Description: undefined } };
}

function getPolicy(input: Input, call: Call): Record<string, unknown> {
  const policy = policyIn(input, call);
  return { Policy: presentPolicy(policy, attachments(call, policy.arn)) };
}

/** Customer managed policies; the simulator keeps no list of AWS's own. */
function listPolicies(input: Input, call: Call): Record<string, unknown> {
  if (textOf(input, 'Scope') === 'AWS')
    throw new AwsFault('NotImplemented', "the simulator does not list AWS's own policies", 501);
  const attachedOnly = flagOf(input, 'OnlyAttached') === true;
  const prefix = textOf(input, 'PathPrefix') ?? '/';
  const found = Object.values(iamOf(call.state, call.account).policies)
    .filter(({ path, arn }) => path.startsWith(prefix) && (!attachedOnly || attachments(call, arn) > 0))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, ...rest } = pageOf(found, input);
  return {
    Policies: items.map((policy) => ({ ...presentPolicy(policy, attachments(call, policy.arn)), Tags: undefined })),
    ...rest,
  };
}

function deletePolicy(input: Input, call: Call): Record<string, unknown> {
  const policy = policyIn(input, call);
  if (attachments(call, policy.arn) > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
  if (versionsOf(policy).length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
        'The default version is deleted with the policy.',
    );
  }
  drop(iamOf(call.state, call.account).policies, policy.arn);
  return {};
}

/** As a policy and as a boundary. */
function attachments(call: Call, arn: string): number {
  const roles = Object.values(iamOf(call.state, call.account).roles);
  return roles.filter(({ managed, boundary }) => managed.includes(arn) || boundary === arn).length;
}

function createVersion(input: Input, call: Call): Record<string, unknown> {
  const policy = policyIn(input, call);
  const document = documentIn(input);
  const versions = versionsOf(policy);
  if (versions.length >= MAX_VERSIONS) {
    const message = `A managed policy can have up to ${String(MAX_VERSIONS)} versions. Before you create a new version, you must delete an existing version.`;
    throw new AwsFault('LimitExceeded', message, 409);
  }
  const number = Math.max(...versions.map(({ id }) => Number(id.slice(1)))) + 1;
  const version = { id: `v${String(number)}`, isDefault: false, document, created: call.now };
  policy.versions = [...versions, version];
  if (flagOf(input, 'SetAsDefault') === true) makeDefault(policy, version);
  return { PolicyVersion: presentVersion({ ...version, isDefault: flagOf(input, 'SetAsDefault') === true }, false) };
}

function getVersion(input: Input, call: Call): Record<string, unknown> {
  const policy = policyIn(input, call);
  return { PolicyVersion: presentVersion(versionIn(input, policy), true) };
}

function listVersions(input: Input, call: Call): Record<string, unknown> {
  const { items, ...rest } = pageOf(versionsOf(policyIn(input, call)).reverse(), input);
  return { Versions: items.map((version) => presentVersion(version, false)), ...rest };
}

function deleteVersion(input: Input, call: Call): Record<string, unknown> {
  const policy = policyIn(input, call);
  const version = versionIn(input, policy);
  if (version.isDefault) throw deleteConflict('Cannot delete the default version of a policy.');
  policy.versions = versionsOf(policy).filter(({ id }) => id !== version.id);
  return {};
}

function setDefault(input: Input, call: Call): Record<string, unknown> {
  const policy = policyIn(input, call);
  makeDefault(policy, versionIn(input, policy));
  return {};
}

function makeDefault(policy: StoredPolicy, version: StoredPolicyVersion): void {
  policy.versions = versionsOf(policy).map((one) => ({ ...one, isDefault: one.id === version.id }));
  policy.document = version.document;
}

function versionIn(input: Input, policy: StoredPolicy): StoredPolicyVersion {
  const id = required(input, 'VersionId');
  const version = versionsOf(policy).find((one) => one.id === id);
  if (version === undefined)
    throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return version;
}

function documentIn(input: Input): string {
  const document = required(input, 'PolicyDocument');
  checkIdentityPolicy(document);
  checkManagedSize(document);
  return document;
}

/** Customer managed policies and their versions. */
export const policyOperations: Readonly<Record<string, Operation>> = {
  CreatePolicy: createPolicy,
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
  DeletePolicy: deletePolicy,
  CreatePolicyVersion: createVersion,
  GetPolicyVersion: getVersion,
  ListPolicyVersions: listVersions,
  DeletePolicyVersion: deleteVersion,
  SetDefaultPolicyVersion: setDefault,
};
