import type { AccountGateways } from '../aws/types/account.ts';
import type { Quota } from '../aws/types/service-quotas.ts';
import { sleepingRegions } from '../baseline/sleeping.ts';
import type { Environment } from '../model/environment.ts';
import type { QuotaDemand } from '../model/quotas.ts';
import { globalRegion } from '../model/regions.ts';
import { QUOTA_KINDS } from './kinds.ts';

/** A demand with the quota that it is for. */
export interface FoundQuota {
  readonly demand: QuotaDemand;
  /** Null when AWS knows no such quota. */
  readonly quota: Quota | null;
  readonly region: string;
}

/**
 * The quotas that are meant. In regions that the account has yet to enable there is nothing to look up: they are left out.
 */
export async function findQuotas(
  demands: readonly QuotaDemand[],
  environment: Environment,
  gateways: AccountGateways,
): Promise<FoundQuota[]> {
  if (demands.length === 0) return [];
  const asleep = await sleepingRegions(environment, gateways);
  const book = new QuotaBook(gateways);
  return Promise.all(demands.filter(({ region }) => !asleep.has(region)).map((demand) => book.find(demand)));
}

/** Looks quotas up, each list of a service and region once. */
class QuotaBook {
  private readonly gateways: AccountGateways;
  private readonly lists = new Map<string, Promise<Quota[]>>();

  constructor(gateways: AccountGateways) {
    this.gateways = gateways;
  }

  /** What applies to the account; AWS's default where there is no applied value; kept in another region, where it has none of its own. */
  async find(demand: QuotaDemand): Promise<FoundQuota> {
    const home = globalRegion(demand.region);
    for (const region of new Set([demand.region, home])) {
      for (const kind of ['quotas', 'defaults'] as const) {
        const quota = (await this.list(kind, demand.service, region)).find((one) => isMeant(one, demand.quota));
        if (quota) return { demand, quota, region };
      }
    }
    return { demand, quota: null, region: demand.region };
  }

  private list(kind: 'quotas' | 'defaults', service: string, region: string): Promise<Quota[]> {
    const key = `${kind} ${service} ${region}`;
    const known = this.lists.get(key) ?? this.gateways.serviceQuotas(region)[kind](service);
    this.lists.set(key, known);
    return known;
  }
}

/** By its code, its name, or the name that goes with a code that AWS has changed. */
function isMeant({ code, name }: Quota, wanted: string): boolean {
  const known = QUOTA_KINDS.find((kind) => kind.code === wanted)?.name;
  return code === wanted || [wanted, known].some((text) => text?.toLowerCase() === name.toLowerCase());
}
