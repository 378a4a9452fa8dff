import { lowerId } from '../ids.ts';
import { textOf, type Input } from '../input.ts';
import { drop, put } from '../record.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { constraintViolation, invalidInput, notFound } from './faults.ts';
import { choice, optional, required } from './fields.ts';
import { asManagement, type Member } from './member.ts';
import { pageOf } from './pages.ts';
import { attachedTo, FULL_ACCESS, policyState, type StoredPolicy } from './policy-store.ts';
import { presentPolicy } from './policy-present.ts';
import { readTags } from './tags.ts';

/** Organizations user guide, quotas: characters of a service control policy, and how many an organization has. */
const MAX_CONTENT = 10_240;
const MAX_POLICIES = 10_000;

/** Checks a policy's type: service control policies are the only ones here. */
export function typeIn(input: Input, field: 'Type' | 'Filter' | 'PolicyType'): void {
  const type = choice(input, field, [
    'SERVICE_CONTROL_POLICY',
    'RESOURCE_CONTROL_POLICY',
    'TAG_POLICY',
    'BACKUP_POLICY',
  ]);
  if (type === null) throw invalidInput('INPUT_REQUIRED', `You must specify a value for ${field}.`);
  if (type !== 'SERVICE_CONTROL_POLICY') {
    throw new AwsFault('NotImplemented', `the simulator has no policies of type ${type}`, 501);
  }
}

/**
 * The management account of an organization with all features. Only EnablePolicyType and CreatePolicy are documented to say
 * that an organization lacks them: whatever else needs a policy finds none there.
 */
export function asPolicyAdministrator(call: Call): Member {
  const member = asManagement(call);
  if (member.organization.features === 'ALL') return member;
  throw new AwsFault(
    'PolicyTypeNotAvailableForOrganizationException',
    "You can't use the specified policy type with the feature set currently enabled for this organization.",
  );
}

/** A policy by id; throws PolicyNotFoundException. */
export function policyOf(input: Input, member: Member, call: Call): StoredPolicy {
  const id = required(input, 'PolicyId');
  const policy = policiesIn(member, call).find((each) => each.id === id);
  if (policy === undefined) throw notFound('Policy', id);
  return policy;
}

export const createPolicy: Operation = (input, call) => {
  const member = asPolicyAdministrator(call);
  typeIn(input, 'Type');
  const { policies } = policyState(call.state);
  const given = {
    name: required(input, 'Name'),
    description: descriptionIn(input) ?? '',
    content: contentIn(input),
  };
  const tags = readTags(input);
  refuseName(given.name, null, call);
  if (Object.keys(policies).length >= MAX_POLICIES) {
    throw constraintViolation('POLICY_NUMBER_LIMIT_EXCEEDED', 'You have too many policies in the organization.');
  }
  const policy: StoredPolicy = { id: lowerId(call.state, 'p-', 8), ...given };
  policies[policy.id] = policy;
  put(member.tags, policy.id, tags);
  return { Policy: presentPolicy(member, policy) };
};

export const updatePolicy: Operation = (input, call) => {
  const member = asManagement(call);
  const policy = policyOf(input, member, call);
  refuseManaged(policy);
  const name = optional(input, 'Name') ?? policy.name;
  refuseName(name, policy.id, call);
  const content = textOf(input, 'Content') === null ? policy.content : contentIn(input);
  const description = descriptionIn(input) ?? policy.description;
  Object.assign(policy, { name, content, description });
  return { Policy: presentPolicy(member, policy) };
};

export const deletePolicy: Operation = (input, call) => {
  const member = asManagement(call);
  const policy = policyOf(input, member, call);
  refuseManaged(policy);
  const { policies, attachments } = policyState(call.state);
  if (Object.values(attachments).some((ids) => ids.includes(policy.id))) {
    throw new AwsFault('PolicyInUseException', 'The policy is attached to one or more entities.');
  }
  drop(policies, policy.id);
  drop(member.tags, policy.id);
  return {};
};

export const describePolicy: Operation = (input, call) => {
  const member = asManagement(call);
  return { Policy: presentPolicy(member, policyOf(input, member, call)) };
};

export const listPolicies: Operation = (input, call) => {
  const member = asManagement(call);
  typeIn(input, 'Filter');
  const { items, NextToken } = pageOf(policiesIn(member, call), input);
  return { Policies: items.map((policy) => presentPolicy(member, policy).PolicySummary), NextToken };
};

/** Service control policies are for organizations with all features: in any other there is not even AWS's own. */
function policiesIn({ organization }: Member, call: Call): StoredPolicy[] {
  return organization.features === 'ALL' ? [FULL_ACCESS, ...Object.values(policyState(call.state).policies)] : [];
}

export const listPoliciesForTarget: Operation = (input, call) => {
  const member = asManagement(call);
  typeIn(input, 'Filter');
  const target = targetIn(member, input);
  const known = policiesIn(member, call);
  const attached = attachedTo(call.state, target).flatMap((id) => known.find((policy) => policy.id === id) ?? []);
  const { items, NextToken } = pageOf(attached, input);
  return { Policies: items.map((policy) => presentPolicy(member, policy).PolicySummary), NextToken };
};

/** Passes the id of the root, of a unit or of an account; throws TargetNotFoundException for any other. */
export function targetIn(member: Member, input: Input): string {
  const id = required(input, 'TargetId');
  const known =
    id === member.organization.root || Object.hasOwn(member.units, id) || Object.hasOwn(member.accounts, id);
  if (!known) throw notFound('Target', id);
  return id;
}

function refuseName(name: string, own: string | null, call: Call): void {
  const all = [FULL_ACCESS, ...Object.values(policyState(call.state).policies)];
  if (!all.some((policy) => policy.name === name && policy.id !== own)) return;
  throw new AwsFault('DuplicatePolicyException', 'A policy with the same name already exists.');
}

function refuseManaged({ id }: StoredPolicy): void {
  if (id === FULL_ACCESS.id) {
    throw invalidInput('IMMUTABLE_POLICY', 'You specified a policy that is managed by AWS and cannot be modified.');
  }
}

function descriptionIn(input: Input): string | null {
  const description = textOf(input, 'Description');
  if (description !== null && description.length > 512) {
    throw invalidInput('MAX_LENGTH_EXCEEDED', 'Description has more than 512 characters.');
  }
  return description;
}

function contentIn(input: Input): string {
  const content = textOf(input, 'Content');
  if (content === null) throw invalidInput('INPUT_REQUIRED', 'You must specify a value for Content.');
  if (content.length > MAX_CONTENT) {
    throw constraintViolation(
      'POLICY_CONTENT_LIMIT_EXCEEDED',
      `A service control policy has at most ${String(MAX_CONTENT)} characters.`,
    );
  }
  if (!isPolicy(content)) {
    throw new AwsFault(
      'MalformedPolicyDocumentException',
      'The provided policy document does not meet the requirements.',
    );
  }
  return content;
}

/** JSON with a list of statements, each with an effect and with actions. */
function isPolicy(content: string): boolean {
  try {
    const { Statement } = JSON.parse(content) as { Statement?: unknown };
    const statements = (Array.isArray(Statement) ? Statement : [Statement]) as Record<string, unknown>[];
    return statements.every(
      (one) => ['Allow', 'Deny'].includes(String(one['Effect'])) && ('Action' in one || 'NotAction' in one),
    );
  } catch {
    return false;
  }
}
