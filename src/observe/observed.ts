import type { OrganizationAccount } from '../aws/types/organizations.ts';
import type { ObservedAccount } from '../model/account.ts';
import type { Tags } from '../model/environment.ts';
import type { Units } from './units.ts';

/** An account as Organizations describes it, with the path of its unit. */
export async function observed(account: OrganizationAccount, tags: Tags, units: Units): Promise<ObservedAccount> {
  const { id, name, email, state, joined } = account;
  return { id, name, email, state, joined, tags, unit: await units.pathOf(account) };
}

/** An account of which only the id is known, from the definition or from credentials. */
export function bareAccount(id: string): ObservedAccount {
  return { id, name: null, email: null, state: null, joined: null, unit: null, tags: null };
}
