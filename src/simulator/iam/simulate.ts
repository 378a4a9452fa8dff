import { textsOf, type Input } from '../input.ts';
import { evaluatePolicy, statementsOf } from '../policy.ts';
import { own } from '../record.ts';
import type { Call, Operation } from '../service.ts';
import { noSuchEntity } from './faults.ts';
import { required } from './fields.ts';
import { iamOf, type StoredRole } from './store.ts';

/** Of AWS's own policies only this one is known: it allows everything. */
const ADMINISTRATOR = /:iam::aws:policy\/AdministratorAccess$/;

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

function decide(
  role: StoredRole,
  action: string,
  { state, account }: Call,
): 'allowed' | 'explicitDeny' | 'implicitDeny' {
  const { policies } = iamOf(state, account);
  const documents = [
    ...Object.values(role.inline),
    ...role.managed.flatMap((arn) => own(policies, arn)?.document ?? []),
    ...(role.managed.some((arn) => ADMINISTRATOR.test(arn)) ? [EVERYTHING] : []),
  ];
  const request = { action, resource: '*', account, principal: role.arn, organization: null };
  const answers = documents.map((document) => evaluatePolicy(forAnyone(document), request));
  if (answers.includes('deny')) return 'explicitDeny';
  return answers.includes('allow') ? 'allowed' : 'implicitDeny';
}

const EVERYTHING = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** A policy of an identity names no principal: it is about whoever carries it. */
function forAnyone(document: string): string {
  return JSON.stringify({ Statement: statementsOf(document).map((statement) => ({ ...statement, Principal: '*' })) });
}

export const simulateOperations: Readonly<Record<string, Operation>> = {
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};
