import { issueSession } from '../credentials.ts';
import { iamOf, type StoredRole } from '../iam/store.ts';
import type { Input } from '../input.ts';
import { canBeEntered, organizationIdOf } from '../organizations/lookup.ts';
import { evaluatePolicy } from '../policy.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { duration, optional, required } from './fields.ts';

/** What IAM allows at most for a session that was itself entered from a role. */
const CHAINED_SECONDS = 3600;

/**
 * Credentials for a role. Everything that AWS answers with AccessDenied looks the same from outside: a role that is not
 * there (yet), an account that is closed, a trust policy that does not name the caller, another external id.
 */
export const assumeRole: Operation = (input, call) => {
  const arn = required(input, 'RoleArn');
  const name = required(input, 'RoleSessionName');
  const externalId = optional(input, 'ExternalId');
  const role = findRole(arn, call);
  if (role === null || !trusts(role, externalId, call)) throw denied(arn, call);
  const seconds = lifetime(input, role, call);
  const account = accountIn(arn);
  const session = issueSession(call.state, {
    account,
    principal: `arn:aws:sts::${account}:assumed-role/${role.name}/${name}`,
    userId: `${role.id}:${name}`,
    expires: call.now + seconds * 1000,
    chained: call.principal.includes(':assumed-role/'),
  });
  return {
    Credentials: {
      AccessKeyId: session.accessKey,
      SecretAccessKey: session.secretKey,
      SessionToken: session.token,
      Expiration: new Date(session.expires),
    },
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.principal },
  };
};

/** Null as long as nobody can enter the account. */
function findRole(arn: string, call: Call): StoredRole | null {
  const account = accountIn(arn);
  if (!canBeEntered(call, account)) return null;
  return Object.values(iamOf(call.state, account).roles).find((role) => role.arn === arn) ?? null;
}

function accountIn(arn: string): string {
  const account = /^arn:[\w-]+:iam::(\d{12}):role\/./.exec(arn)?.[1];
  if (account === undefined) throw new AwsFault('ValidationError', `${arn} is invalid`);
  return account;
}

function trusts(role: StoredRole, externalId: string | null, call: Call): boolean {
  const { account, principal, state } = call;
  const verdict = evaluatePolicy(role.trust, {
    action: 'sts:AssumeRole',
    resource: null,
    account,
    principal,
    organization: organizationIdOf(state, account),
    keys: externalId === null ? {} : { 'sts:externalid': externalId },
  });
  return verdict === 'allow';
}

function lifetime(input: Input, role: StoredRole, { principal }: Call): number {
  const seconds = duration(input);
  if (principal.includes(':assumed-role/') && seconds > CHAINED_SECONDS) {
    const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
    throw new AwsFault('ValidationError', message);
  }
  if (seconds > role.maxSession) {
    throw new AwsFault(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}

function denied(arn: string, { principal }: Call): AwsFault {
  const message = `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  return new AwsFault('AccessDenied', message, 403);
}
