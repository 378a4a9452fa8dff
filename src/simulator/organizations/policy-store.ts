import { own } from '../record.ts';
import { slice, type SimulatorState } from '../state.ts';

export interface StoredPolicy {
  id: string;
  name: string;
  description: string;
  /** As it was submitted: white space counts. */
  content: string;
}

export interface PolicyState {
  /** By id, oldest first; AWS's own are not among them. */
  policies: Record<string, StoredPolicy>;
  /** Ids of the policies on each root, unit and account that has others than FullAWSAccess alone. */
  attachments: Record<string, string[]>;
  /** False once somebody has disabled service control policies. */
  enabled: boolean;
}

/** The policy that everything has at first: service control policies allow nothing by themselves. */
export const FULL_ACCESS: StoredPolicy = {
  id: 'p-FullAWSAccess',
  name: 'FullAWSAccess',
  description: 'Allows access to every operation',
  content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

/** Service control policies of the organization. */
export function policyState(state: SimulatorState): PolicyState {
  return slice<PolicyState>(state, 'organizations-policies', () => ({ policies: {}, attachments: {}, enabled: true }));
}

/** A policy by id, AWS's own too. */
export function findPolicy(state: SimulatorState, id: string): StoredPolicy | undefined {
  return id === FULL_ACCESS.id ? FULL_ACCESS : own(policyState(state).policies, id);
}

/** Ids of the policies on a root, unit or account. */
export function attachedTo(state: SimulatorState, target: string): readonly string[] {
  const { attachments, enabled } = policyState(state);
  return enabled ? (own(attachments, target) ?? [FULL_ACCESS.id]) : [];
}
