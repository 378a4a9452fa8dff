import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';

/** Reads all stacks of an account and region, once for all who ask together. */
export type Sweep = (gateways: AccountGateways, region: string) => Promise<readonly Stack[]>;

/** Sweeps of one moment: environments that are looked at side by side share those of the account that they live in. */
export function createSweep(): Sweep {
  const sweeps = new Map<string, Promise<readonly Stack[]>>();
  return (gateways, region) => {
    const place = `${gateways.account} ${region}`;
    const known = sweeps.get(place) ?? gateways.cloudformation(region).sweep();
    sweeps.set(place, known);
    return known;
  };
}
