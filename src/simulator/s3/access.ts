import { organizationIdOf } from '../organizations/lookup.ts';
import { judgeCaller } from '../iam/identity.ts';
import { denialText } from '../iam/permissions.ts';
import { AwsFault, type Call } from '../service.ts';
import { evaluatePolicy } from '../policy.ts';
import type { Bucket } from './store.ts';

/**
 * Throws AccessDenied unless the caller may do `action` on the bucket or on one of its keys. Within the owner's account
 * either policy may allow it, the bucket's or the caller's own; anybody else needs both.
 */
export function authorize(call: Call, bucket: Bucket, action: string, key: string | null): void {
  const resource = `arn:aws:s3:::${bucket.name}${key === null ? '' : `/${key}`}`;
  const verdict = bucket.policy === null ? 'silent' : judge(call, bucket.policy, action, resource);
  const isOwners = bucket.account === call.account;
  if (verdict === 'allow' || (verdict === 'silent' && isOwners)) {
    if (verdict === 'silent' || !isOwners) requireOwn(call, action, resource);
    return;
  }
  const reason =
    verdict === 'deny'
      ? 'with an explicit deny in a resource-based policy'
      : `because no resource-based policy allows the ${action} action`;
  const message = `User: ${call.principal} is not authorized to perform: ${action} on resource: "${resource}" ${reason}`;
  throw new AwsFault('AccessDenied', message, 403);
}

/** Throws AccessDenied unless the caller's own policies allow it. */
export function requireOwn(call: Call, action: string, resource: string): void {
  const wanted = { action, resource };
  const verdict = judgeCaller(wanted, call);
  if (verdict !== 'allow') throw new AwsFault('AccessDenied', denialText(wanted, verdict, call), 403);
}

function judge(call: Call, policy: string, action: string, resource: string): 'deny' | 'allow' | 'silent' {
  const { account, principal, state } = call;
  return evaluatePolicy(policy, {
    action,
    resource,
    account,
    principal,
    organization: organizationIdOf(state, account),
  });
}
