import { textOf, textsOf, type Input } from '../input.ts';
import { AwsFault, type Call, type RpcService } from '../service.ts';
import { findParameter, latest, parameterArn, parametersOf } from '../ssm/store.ts';
import { judgeCaller, type Wanted } from './identity.ts';

/**
 * Throws the service's own refusal unless the caller's identity policies allow everything that an operation asks for.
 * Sources: Service Authorization Reference, one page a service; the texts are AWS's as far as they were seen.
 */
export function requirePermissions(service: RpcService, operation: string, input: Input, call: Call): void {
  if (call.settings.permissions === null) return;
  for (const wanted of wantedFor(service.name, operation, input, call)) {
    const verdict = judgeCaller(wanted, call);
    if (verdict !== 'allow') throw refused(REFUSALS[service.protocol], denialText(wanted, verdict, call));
  }
}

/** What is said of an action that no identity policy allows, or that one denies. */
export function denialText({ action, resource }: Wanted, verdict: 'deny' | 'silent', { principal }: Call): string {
  const why =
    verdict === 'deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

type Refusal = readonly [code: string, status: number, before: string];

/** Common errors of the API references; EC2's has words of its own before the usual ones. */
const REFUSALS: Readonly<Record<RpcService['protocol'], Refusal>> = {
  'json-1.1': ['AccessDeniedException', 400, ''],
  'rest-json': ['AccessDeniedException', 403, ''],
  query: ['AccessDenied', 403, ''],
  ec2: ['UnauthorizedOperation', 403, 'You are not authorized to perform this operation. '],
};

function refused([code, status, before]: Refusal, text: string): AwsFault {
  return new AwsFault(code, `${before}${text}`, status);
}

function wantedFor(service: string, operation: string, input: Input, call: Call): Wanted[] {
  if (operation === 'GetCallerIdentity') return [];
  if (service === 'sts') return [{ action: `sts:${operation}`, resource: textOf(input, 'RoleArn') ?? '*' }];
  if (service === 'budgets') return [{ action: budgetAction(operation), resource: '*' }];
  if (service === 'tagging') return [any('tag', operation)];
  if (service === 'ssm') return parameterWants(operation, input, call);
  if (service === 'cloudformation') return [any(service, operation), ...passRole(input)];
  return [any(service, operation)];
}

function any(service: string, operation: string): Wanted {
  return { action: `${service}:${operation}`, resource: '*' };
}

/** Budgets has one action to look and one to change, beside those for tags. */
function budgetAction(operation: string): string {
  if (/Tag/.test(operation)) return `budgets:${operation}`;
  return operation.startsWith('Describe') ? 'budgets:ViewBudget' : 'budgets:ModifyBudget';
}

/** Handing a role to CloudFormation. */
function passRole(input: Input): Wanted[] {
  const resource = textOf(input, 'RoleARN');
  if (resource === null) return [];
  return [{ action: 'iam:PassRole', resource, keys: { 'iam:passedtoservice': 'cloudformation.amazonaws.com' } }];
}

/** One for each parameter that is named, and the key's for secrets that have a key of their own. */
function parameterWants(operation: string, input: Input, call: Call): Wanted[] {
  const names = [textOf(input, 'Name'), textOf(input, 'Path'), textOf(input, 'ResourceId'), ...textsOf(input, 'Names')];
  const given = names.filter((name) => name !== null);
  const action = `ssm:${operation}`;
  const resources = given.length > 0 ? given.map((name) => parameterArn(call, name)) : ['*'];
  return [
    ...resources.map((resource) => ({ action, resource })),
    ...(operation === 'PutParameter' ? encrypted(input, call) : []),
    ...decrypted(given, input, call),
  ];
}

function encrypted(input: Input, call: Call): Wanted[] {
  if (textOf(input, 'Type') !== 'SecureString' || !isOwnKey(textOf(input, 'KeyId'))) return [];
  return [ofKey('kms:Encrypt', parameterArn(call, textOf(input, 'Name') ?? ''), call)];
}

function decrypted(names: readonly string[], input: Input, call: Call): Wanted[] {
  if (textOf(input, 'WithDecryption') !== 'true') return [];
  const path = textOf(input, 'Path');
  const below = path === null ? [] : Object.keys(parametersOf(call)).filter((name) => name.startsWith(`${path}/`));
  return [...names, ...below].flatMap((name) => {
    const found = findParameter(call, name);
    return found && isOwnKey(latest(found).keyId) ? [ofKey('kms:Decrypt', parameterArn(call, name), call)] : [];
  });
}

/** Whoever may use Parameter Store may use AWS's own key for it. Source: KMS developer guide, AWS managed keys. */
function isOwnKey(key: string | null): boolean {
  return key !== null && key !== 'alias/aws/ssm';
}

function ofKey(action: string, parameter: string, { region }: Call): Wanted {
  const keys = { 'kms:viaservice': `ssm.${region}.amazonaws.com`, 'kms:encryptioncontext:parameter_arn': parameter };
  return { action, resource: '*', keys };
}
