import { AwsFault } from '../service.ts';

export function noSuchEntity(message: string): AwsFault {
  return new AwsFault('NoSuchEntity', message, 404);
}

export function alreadyExists(message: string): AwsFault {
  return new AwsFault('EntityAlreadyExists', message, 409);
}

export function deleteConflict(message: string): AwsFault {
  return new AwsFault('DeleteConflict', message, 409);
}

/** A quota of IAM, in IAM's own name for it, e.g. `PoliciesPerRole`. */
export function quotaExceeded(quota: string, limit: number): AwsFault {
  return new AwsFault('LimitExceeded', `Cannot exceed quota for ${quota}: ${String(limit)}`, 409);
}

export function malformedPolicy(message: string): AwsFault {
  return new AwsFault('MalformedPolicyDocument', message);
}

export function validation(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

/** The text that all of AWS's model-driven services have for a member out of bounds. */
export function outOfBounds(member: string, value: string | null, rule: string): AwsFault {
  const shown = value === null ? 'null' : `'${value}'`;
  return validation(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}
