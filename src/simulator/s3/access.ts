import { organizationIdOf } from '../organizations/lookup.ts';
import { AwsFault, type Call } from '../service.ts';
import { evaluatePolicy } from '../policy.ts';
import type { Bucket } from './store.ts';

/**
 * Throws AccessDenied unless the caller may do `action` on the bucket or on one of its keys. Within the owner's account
 * everything is allowed that the bucket policy does not deny: identity policies are not looked at. Anybody else needs an
 * Allow in the bucket policy.
 */
export function authorize(call: Call, bucket: Bucket, action: string, key: string | null): void {
  const resource = `arn:aws:s3:::${bucket.name}${key === null ? '' : `/${key}`}`;
  const verdict = bucket.policy === null ? 'silent' : judge(call, bucket.policy, action, resource);
  if (verdict === 'allow' || (verdict === 'silent' && bucket.account === call.account)) return;
  const reason =
    verdict === 'deny'
      ? 'with an explicit deny in a resource-based policy'
      : `because no resource-based policy allows the ${action} action`;
  const message = `User: ${call.principal} is not authorized to perform: ${action} on resource: "${resource}" ${reason}`;
  throw new AwsFault('AccessDenied', message, 403);
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
