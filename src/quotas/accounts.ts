import { EnvctlError } from '../diagnostics/error.ts';
import type { AccountObservation } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import { globalRegion } from '../model/regions.ts';
import type { Run } from '../model/run.ts';

/** The quota of an organization's accounts; AWS has had several codes for it, so that its name decides as well. */
const CODE = 'L-E619E033';
const NAME = /maximum number of accounts/i;
/** So few are worth a word. */
const FEW = 5;

/**
 * How many accounts the organization may still have, in words, when they are few; null when there are enough, or nobody can
 * tell. For somebody who is about to add one: nothing is asked otherwise.
 */
export async function accountsLeft(
  { region }: Environment,
  { listed, caller }: AccountObservation,
  run: Run,
): Promise<string | null> {
  if (listed === undefined) return null;
  const quota = await accountQuota(caller, region, run);
  if (quota === null || quota - listed > FEW) return null;
  const left = Math.max(0, quota - listed);
  const count = left === 0 ? 'no account' : left === 1 ? 'one account' : `${left} accounts`;
  return `the organization has ${count} left: it has ${listed} of ${quota}, closed ones of the last 90 days included (quota ${CODE} of Organizations)`;
}

/** Null where the caller may not look, or the endpoint has no quotas: it is only said to be helpful. */
async function accountQuota(caller: string, region: string, run: Run): Promise<number | null> {
  const access = { account: caller, role: null, externalId: null, profile: null, young: false, region };
  try {
    const gateways = await run.aws.enter(access);
    const quotas = await gateways.serviceQuotas(globalRegion(region)).quotas('organizations');
    return quotas.find(({ code, name }) => code === CODE || NAME.test(name))?.value ?? null;
  } catch (error) {
    if (error instanceof EnvctlError) return null;
    throw error;
  }
}
