import type { AccountGateways } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { enabledRegion, isOptIn } from '../model/regions.ts';
import { regionsOf } from './item.ts';

/** Opt-in regions that the definition has enabled. */
export function optInRegions({ baseline }: Pick<Environment, 'baseline'>): string[] {
  return (baseline.regions ?? []).filter(isOptIn);
}

/**
 * Regions of the environment that the account cannot use before the baseline has enabled them. AWS is asked only for an
 * environment that has any to opt in to. Throws AccountNotReady for one that the definition uses and does not enable.
 */
export async function sleepingRegions(
  environment: Environment,
  gateways: AccountGateways,
): Promise<ReadonlySet<string>> {
  const enabling = optInRegions(environment);
  const used = regionsOf(environment).filter(isOptIn);
  if (enabling.length === 0 && used.length === 0) return new Set();
  const enabled = await gateways.ec2(enabledRegion(environment.region)).enabledRegions();
  const lacking = used.find((region) => !enabling.includes(region) && !enabled.includes(region));
  if (lacking !== undefined) refuse(lacking, environment, gateways.account);
  return new Set([...enabling, ...used].filter((region) => !enabled.includes(region)));
}

function refuse(region: string, { account }: Environment, id: string): never {
  fail('AccountNotReady', `account ${id} has not enabled the region ${region}`, {
    hint: `list ${region} in baseline.regions to have it enabled`,
    at: account.at,
  });
}
