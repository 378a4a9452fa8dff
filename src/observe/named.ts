import type { OrganizationAccount } from '../aws/types/organizations.ts';
import type { Environment } from '../model/environment.ts';

/** True when the definition means this account whatever its tags say. */
export function isNamed({ account }: Environment, found: OrganizationAccount): boolean {
  if (account.id !== null) return found.id === account.id;
  return account.form === 'member' && sameEmail(account.email, found.email);
}

/** True when two addresses are one to AWS, which does not tell upper from lower case. */
export function sameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
