import { EnvctlError } from '../diagnostics/error.ts';
import type { AccountObservation } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from './access.ts';

/**
 * Adds the IAM alias where the definition wants one. An account that cannot be entered yet has no known alias: a plan
 * must not fail for it, and create-account looks again once the account can be used.
 */
export async function withAlias(
  environment: Environment,
  observation: AccountObservation,
  run: Run,
): Promise<AccountObservation> {
  const { account, ownership } = observation;
  const wanted = environment.account.form === 'member' && environment.account.alias !== null;
  if (!wanted || account === null || ownership !== 'owned' || environment.accountOf !== null) return observation;
  try {
    const gateways = await enterAccount(environment, { ...account, joined: null }, 'deploy', run);
    return { ...observation, alias: await gateways.iam().alias() };
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return observation;
    throw error;
  }
}
