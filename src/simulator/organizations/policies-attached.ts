import { put } from '../record.ts';
import { AwsFault, type Operation } from '../service.ts';
import { constraintViolation } from './faults.ts';
import { required } from './fields.ts';
import { asManagement, type Member } from './member.ts';
import { pageOf } from './pages.ts';
import { asPolicyAdministrator, policyOf, targetIn, typeIn } from './policies.ts';
import { attachedTo, policyState } from './policy-store.ts';
import { arnOf } from './present.ts';

/** Organizations user guide, quotas: service control policies on one root, unit or account. */
const MAX_ATTACHED = 10;
const MIN_ATTACHED = 1;

export const attachPolicy: Operation = (input, call) => {
  const member = asManagement(call);
  const { id } = policyOf(input, member, call);
  const target = targetIn(member, input);
  const { attachments, enabled } = policyState(call.state);
  if (!enabled) {
    throw new AwsFault(
      'PolicyTypeNotEnabledException',
      "The specified policy type isn't currently enabled in this root.",
    );
  }
  const attached = attachedTo(call.state, target);
  if (attached.includes(id)) {
    throw new AwsFault(
      'DuplicatePolicyAttachmentException',
      'The selected policy is already attached to the specified target.',
    );
  }
  if (attached.length >= MAX_ATTACHED) {
    throw constraintViolation(
      'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      `At most ${String(MAX_ATTACHED)} policies of this type can be attached to a target.`,
    );
  }
  put(attachments, target, [...attached, id]);
  return {};
};

export const detachPolicy: Operation = (input, call) => {
  const member = asManagement(call);
  const { id } = policyOf(input, member, call);
  const target = targetIn(member, input);
  const attached = attachedTo(call.state, target);
  if (!attached.includes(id)) {
    throw new AwsFault(
      'PolicyNotAttachedException',
      "The policy isn't attached to the specified target in the specified root.",
    );
  }
  if (attached.length <= MIN_ATTACHED) {
    throw constraintViolation(
      'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      'A target has at least one policy of this type.',
    );
  }
  const left = attached.filter((one) => one !== id);
  put(policyState(call.state).attachments, target, left);
  return {};
};

export const listTargetsForPolicy: Operation = (input, call) => {
  const member = asManagement(call);
  const { id } = policyOf(input, member, call);
  const targets = targetsOf(member).filter((target) => attachedTo(call.state, target.id).includes(id));
  const { items, NextToken } = pageOf(targets, input);
  const Targets = items.map(({ id: TargetId, name: Name, type: Type }) => ({
    TargetId,
    Arn: arnOf(member, Type === 'ORGANIZATIONAL_UNIT' ? 'ou' : Type.toLowerCase(), TargetId),
    Name,
    Type,
  }));
  return { Targets, NextToken };
};

interface Target {
  readonly id: string;
  readonly name: string;
  readonly type: 'ROOT' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT';
}

function targetsOf({ organization, units, accounts }: Member): Target[] {
  return [
    { id: organization.root, name: 'Root', type: 'ROOT' },
    ...Object.values(units).map(({ id, name }): Target => ({ id, name, type: 'ORGANIZATIONAL_UNIT' })),
    ...Object.values(accounts).map(({ id, name }): Target => ({ id, name, type: 'ACCOUNT' })),
  ];
}

/** Everything has FullAWSAccess alone again, as on the first day. */
export const enablePolicyType: Operation = (input, call) => {
  const root = rootOf(asPolicyAdministrator(call), required(input, 'RootId'));
  typeIn(input, 'PolicyType');
  const state = policyState(call.state);
  if (state.enabled)
    throw new AwsFault('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled.');
  state.enabled = true;
  return { Root: root };
};

/** Takes every policy of the type off everything. */
export const disablePolicyType: Operation = (input, call) => {
  const root = rootOf(asManagement(call), required(input, 'RootId'));
  typeIn(input, 'PolicyType');
  const state = policyState(call.state);
  if (!state.enabled) throw new AwsFault('PolicyTypeNotEnabledException', "The specified policy type isn't enabled.");
  state.enabled = false;
  state.attachments = {};
  return { Root: root };
};

function rootOf(member: Member, id: string): Record<string, unknown> {
  if (id !== member.organization.root) throw new AwsFault('RootNotFoundException', `There is no root ${id}.`);
  return { Id: id, Arn: arnOf(member, 'root', id), Name: 'Root' };
}
