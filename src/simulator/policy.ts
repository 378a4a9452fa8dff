import { own } from './record.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';

/** Who asks for what, and what is known of the request: the context of the policy's conditions. */
export interface PolicyRequest {
  /** e.g. `s3:GetObject` */
  readonly action: string;
  /** ARN of what is asked for; null for a role's trust policy, which names no resource. */
  readonly resource: string | null;
  readonly account: string;
  /** ARN of the user or of the assumed-role session. */
  readonly principal: string;
  /** Id of the caller's organization; null when it is in none. */
  readonly organization: string | null;
  /** Further keys of conditions, in lower case, e.g. `sts:externalid`. */
  readonly keys?: Readonly<Record<string, string>>;
}

/**
 * What a resource's own policy says of a request: an explicit deny, an allow, or nothing. A statement with a condition that the
 * simulator does not know applies to no request: an Allow then grants nothing, a Deny refuses nothing.
 */
export function evaluatePolicy(policy: string, request: PolicyRequest): 'deny' | 'allow' | 'silent' {
  const matching = statementsOf(policy).filter((statement) => applies(statement, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'deny';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'silent';
}

export function statementsOf(policy: string): JsonObject[] {
  const parsed = JSON.parse(policy) as Json;
  return isObject(parsed) ? list(parsed['Statement']).filter(isObject) : [];
}

function applies(statement: JsonObject, request: PolicyRequest): boolean {
  return (
    matchesPrincipal(statement, request) &&
    matchesEither(statement, 'Action', request.action.toLowerCase(), (text) => text.toLowerCase()) &&
    (request.resource === null || matchesEither(statement, 'Resource', request.resource, (text) => text)) &&
    matchesConditions(statement['Condition'], request)
  );
}

function matchesEither(statement: JsonObject, key: string, value: string, fold: (text: string) => string): boolean {
  const not = statement[`Not${key}`];
  if (not !== undefined) return !texts(not).some((pattern) => like(fold(pattern), value));
  return texts(statement[key]).some((pattern) => like(fold(pattern), value));
}

function matchesPrincipal(statement: JsonObject, request: PolicyRequest): boolean {
  const not = statement['NotPrincipal'];
  if (not !== undefined) return !principals(not).some((one) => isCaller(one, request));
  return principals(statement['Principal']).some((one) => isCaller(one, request));
}

/** `*`, and what stands below `AWS`; services are no callers here. */
export function principals(value: Json | undefined): string[] {
  return isObject(value) ? texts(value['AWS']) : texts(value).filter((text) => text === '*');
}

function isCaller(principal: string, { account, principal: caller }: PolicyRequest): boolean {
  if (principal === '*' || principal === account || principal === caller) return true;
  if (/^arn:[^:]+:iam::\d{12}:root$/.test(principal)) return principal.split(':')[4] === account;
  return withoutPath(principal) === roleBehind(caller);
}

/** A role's ARN without the path, which the ARN of a session does not carry. */
function withoutPath(role: string): string {
  return role.replace(/:role\/.*\//, ':role/');
}

/** The ARN of the role, without its path, behind an assumed-role session. */
function roleBehind(caller: string): string {
  return caller.replace(/^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, 'arn:$1:iam::$2:role/$3');
}

type Test = (actual: string, wanted: readonly string[]) => boolean;

const equals: Test = (actual, wanted) => wanted.includes(actual);
const alike: Test = (actual, wanted) => wanted.some((pattern) => like(pattern, actual));

const OPERATORS: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringNotEquals: (actual, wanted) => !equals(actual, wanted),
  StringLike: alike,
  StringNotLike: (actual, wanted) => !alike(actual, wanted),
  ArnEquals: alike,
  ArnNotEquals: (actual, wanted) => !alike(actual, wanted),
  ArnLike: alike,
  ArnNotLike: (actual, wanted) => !alike(actual, wanted),
  Bool: (actual, wanted) => wanted.some((one) => one.toLowerCase() === actual),
};

function matchesConditions(conditions: Json | undefined, request: PolicyRequest): boolean {
  if (!isObject(conditions)) return true;
  return Object.entries(conditions).every(([operator, keys]) => {
    const test = OPERATORS[operator.replace(/IfExists$/, '')];
    if (test === undefined || !isObject(keys)) return false;
    return Object.entries(keys).every(([key, wanted]) => {
      const actual = valueOf(key, request);
      if (actual === undefined) return false;
      if (actual === null) return operator.endsWith('IfExists') || operator.includes('Not');
      return test(actual, texts(wanted));
    });
  });
}

/** Null: the key is not in the request's context. Undefined: the simulator does not know the key. */
function valueOf(key: string, request: PolicyRequest): string | null | undefined {
  const known: Record<string, string | null> = {
    'aws:securetransport': 'true',
    'aws:principalorgid': request.organization,
    'aws:principalaccount': request.account,
    'aws:principalarn': roleBehind(request.principal),
    ...request.keys,
  };
  return own(known, key.toLowerCase());
}

/** `*` for any text, `?` for one character. */
function like(pattern: string, value: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

function texts(value: Json | undefined): string[] {
  return list(value)
    .filter((item) => item !== null && !isObject(item))
    .map(String);
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
