import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { own } from '../record.ts';
import type { SimulatorState } from '../state.ts';
import { malformedPolicy, quotaExceeded } from './faults.ts';
import { iamOf } from './store.ts';

const TRUST_SIZE = 2048;
const MANAGED_SIZE = 6144;

/** Documents come back percent-encoded after RFC 3986. Source: GetRole, IAM API reference. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replaceAll(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Throws MalformedPolicyDocument, or LimitExceeded, for what cannot be a role's trust policy. */
export function checkTrust(state: SimulatorState, document: string): void {
  for (const statement of statementsOf(document, 'This policy contains invalid Json')) {
    checkEffectAndAction(statement);
    if (own(statement, 'Resource') !== undefined) throw malformedPolicy('Has prohibited field Resource');
    if ((own(statement, 'Principal') ?? own(statement, 'NotPrincipal')) === undefined) {
      throw malformedPolicy('Missing required field Principal cannot be found');
    }
    checkPrincipals(state, statement['Principal']);
  }
  if (documentSize(document) > TRUST_SIZE) throw quotaExceeded('ACLSizePerRole', TRUST_SIZE);
}

/** The same for a policy that says what its holder may do. */
export function checkIdentityPolicy(document: string): void {
  for (const statement of statementsOf(document, 'Syntax errors in policy.')) {
    checkEffectAndAction(statement);
    if (own(statement, 'Principal') !== undefined)
      throw malformedPolicy('Policy document should not specify a principal.');
    if ((own(statement, 'Resource') ?? own(statement, 'NotResource')) === undefined) {
      throw malformedPolicy('Policy statement must contain resources.');
    }
  }
}

export function checkManagedSize(document: string): void {
  if (documentSize(document) > MANAGED_SIZE) throw quotaExceeded('PolicySize', MANAGED_SIZE);
}

/** White space does not count towards any of IAM's sizes. Source: IAM and STS quotas. */
export function documentSize(document: string): number {
  return document.replaceAll(/\s/g, '').length;
}

function statementsOf(document: string, complaint: string): JsonObject[] {
  const parsed = parse(document);
  if (!isObject(parsed)) throw malformedPolicy(complaint);
  const version = own(parsed, 'Version');
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    throw malformedPolicy('Syntax errors in policy.');
  const statements = listOf(own(parsed, 'Statement'));
  if (statements.length === 0 || !statements.every(isObject)) throw malformedPolicy('Syntax errors in policy.');
  return statements.filter(isObject);
}

function parse(document: string): Json {
  try {
    return JSON.parse(document) as Json;
  } catch {
    return null;
  }
}

function checkEffectAndAction(statement: JsonObject): void {
  const effect = own(statement, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw malformedPolicy('Syntax errors in policy.');
  const actions = listOf(own(statement, 'Action') ?? own(statement, 'NotAction'));
  if (actions.length === 0) throw malformedPolicy('Policy statement must contain actions.');
  for (const action of actions) {
    if (typeof action !== 'string' || !/^(\*|[\w-]+:[\w*?]+)$/.test(action)) {
      throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
  }
}

/** IAM resolves every principal that a trust policy names. A role of an account that has roles here must be one of them. */
function checkPrincipals(state: SimulatorState, principal: Json | undefined): void {
  const named = isObject(principal) ? listOf(own(principal, 'AWS')) : [];
  for (const one of named) {
    if (typeof one !== 'string' || !isPrincipal(one) || !isThere(state, one)) {
      throw malformedPolicy(`Invalid principal in policy: "AWS":${JSON.stringify(one)}`);
    }
  }
}

function isPrincipal(text: string): boolean {
  return text === '*' || /^(\d{12}|arn:[^:]+:(iam|sts)::\d{12}:\S+|A[A-Z]{3}[A-Z0-9]{12,})$/.test(text);
}

function isThere(state: SimulatorState, principal: string): boolean {
  const [, account = '', name = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
  if (name === '') return true;
  const { roles } = iamOf(state, account);
  return Object.keys(roles).length === 0 || own(roles, name) !== undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
