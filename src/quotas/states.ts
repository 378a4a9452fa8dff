import type { AccountGateways } from '../aws/types/account.ts';
import type { QuotaState } from '../model/quotas.ts';
import type { FoundQuota } from './find.ts';

/** How full the quotas are that can be told at once: by `<code> <region>`. */
export type Usage = ReadonlyMap<string, number>;

/** Stacks are listed once a region, buckets once; the rest would take a call for each service. */
export async function usageOf(quotas: readonly FoundQuota[], gateways: AccountGateways): Promise<Usage> {
  const entries = quotas.map(async ({ quota, region }): Promise<[string, number][]> => {
    if (quota?.service === 'cloudformation' && quota.code === 'L-0485CB21') {
      return [[`${quota.code} ${region}`, (await gateways.cloudformation(region).sweep()).length]];
    }
    if (quota?.service === 's3' && quota.code === 'L-DC2B2D3D') {
      return [[`${quota.code} ${region}`, (await gateways.s3(region).buckets()).length]];
    }
    return [];
  });
  return new Map((await Promise.all(entries)).flat());
}

/** One line for each quota and region, with the highest of the demands on it. Open requests are asked for where one is too low. */
export async function quotaStates(
  found: readonly FoundQuota[],
  usage: Usage,
  gateways: AccountGateways,
): Promise<QuotaState[]> {
  const states = new Map<string, Omit<QuotaState, 'action'>>();
  for (const { demand, quota, region } of found) {
    if (quota === null) continue;
    const { service, code, name, value: applied } = quota;
    const key = `${code} ${region}`;
    const needed = Math.max(demand.needed, states.get(key)?.needed ?? 0);
    states.set(key, { service, quota: code, name, region, needed, applied, used: usage.get(key) ?? null });
  }
  const low = [...states.values()].filter(({ needed, applied }) => applied < needed);
  const open = await openRequests(new Set(low.map(({ region }) => region)), gateways);
  return [...states.values()].map((state) => {
    if (state.applied >= state.needed) return { ...state, action: 'ok' };
    return { ...state, action: open.has(`${state.quota} ${state.region}`) ? 'requested' : 'request' };
  });
}

/** Quotas for which a request is open, by `<code> <region>`. */
async function openRequests(regions: ReadonlySet<string>, gateways: AccountGateways): Promise<Set<string>> {
  const lists = [...regions].map(async (region) => {
    const requests = await gateways.serviceQuotas(region).openRequests();
    return requests.map(({ code }) => `${code} ${region}`);
  });
  return new Set((await Promise.all(lists)).flat());
}
