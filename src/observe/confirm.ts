import type { AccountObservation } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import { isLive, ownershipOf } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { requireAccount } from './require.ts';

/**
 * To be called before anything is changed in an account that was only looked for (`see`): where AWS's late copy of the tags
 * was believed, the account itself is asked now. Throws what `requireAccount` throws.
 */
export async function confirmAccount(
  environment: Environment,
  observation: AccountObservation,
  run: Run,
): Promise<void> {
  const { account, copied } = observation;
  if (copied === undefined || account === null) return;
  const tags = await run.aws.organizations.tagsOf(account.id);
  const now = isLive({ ...account, tags }) ? { account, ended: null } : { account: null, ended: account };
  requireAccount(environment, { ...observation, ...now, ownership: ownershipOf(environment, tags) });
}
