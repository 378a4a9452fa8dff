import { organizationsOf } from '../organizations/store.ts';
import { own } from '../record.ts';
import type { TaskCall } from '../service.ts';
import type { SimulatorState } from '../state.ts';
import { ACCOUNTS, QUOTAS, type Quota } from './quotas.ts';
import { quotasOf } from './store.ts';

/** Where quotas without a region are kept. */
const HOME = 'us-east-1';

type World = Pick<TaskCall, 'state' | 'settings'>;

/** Key under which a granted value is kept. */
export function grantKey(account: string, region: string, { service, code, global }: Quota): string {
  return [account, global ? HOME : region, service, code].join('/');
}

/** What AWS gives everybody. */
export function defaultValue(quota: Quota, { settings }: World): number {
  return quota.code === ACCOUNTS ? settings.accountQuota : quota.value;
}

/** What an account has: what it was granted, else less than the default for one that Organizations made. */
export function appliedValue(quota: Quota, account: string, region: string, world: World): number {
  const granted = own(quotasOf(world.state).granted, grantKey(account, region, quota));
  if (granted !== undefined) return granted;
  const made = own(organizationsOf(world.state).accounts, account)?.method === 'CREATED';
  return made ? (quota.fresh ?? quota.value) : defaultValue(quota, world);
}

/** Accounts that an organization may have, closed ones included. */
export function accountQuota(management: string, world: World): number {
  const quota = QUOTAS.find(({ code }) => code === ACCOUNTS);
  return quota === undefined ? Infinity : appliedValue(quota, management, HOME, world);
}

/** Takes every quota of an account in a region out of the way. */
export function grantEverything(state: SimulatorState, account: string, region: string): void {
  for (const quota of QUOTAS) quotasOf(state).granted[grantKey(account, region, quota)] = Number.MAX_SAFE_INTEGER;
}
