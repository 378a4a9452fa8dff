import { textsOf, type Input } from '../input.ts';
import { own } from '../record.ts';
import type { Call, Operation } from '../service.ts';
import { noSuchEntity } from './faults.ts';
import { required } from './fields.ts';
import { judge, policiesOf } from './identity.ts';
import { iamOf, type StoredRole } from './store.ts';

/**
 * What the policies of a role allow. Conditions are evaluated without any context, resources other than all are not
 * looked at, and neither are boundaries and policies of the organization. Every key that was not issued here is an
 * administrator's: whatever user is asked about may do everything.
 */
function simulatePrincipalPolicy(input: Input, call: Call): Record<string, unknown> {
  const source = required(input, 'PolicySourceArn');
  const role = roleOf(source, call);
  const results = textsOf(input, 'ActionNames').map((action) => ({
    EvalActionName: action,
    EvalResourceName: '*',
    EvalDecision: role === null ? 'allowed' : decide(role, action, call),
    MatchedStatements: [],
    MissingContextValues: [],
  }));
  return { EvaluationResults: results, IsTruncated: false };
}

/** Null for a user. */
function roleOf(arn: string, { state, account }: Call): StoredRole | null {
  if (/^arn:[^:]+:iam::\d{12}:user\//.test(arn)) return null;
  const role = own(iamOf(state, account).roles, arn.split('/').at(-1) ?? '');
  if (role?.arn !== arn) throw noSuchEntity(`The entity with the ARN ${arn} does not exist.`);
  return role;
}

const DECISIONS = { allow: 'allowed', deny: 'explicitDeny', silent: 'implicitDeny' } as const;

function decide(role: StoredRole, action: string, call: Call): (typeof DECISIONS)[keyof typeof DECISIONS] {
  return DECISIONS[judge(policiesOf(role, call), { action, resource: '*' }, { ...call, principal: role.arn })];
}

export const simulateOperations: Readonly<Record<string, Operation>> = {
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};
