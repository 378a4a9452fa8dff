import type { AccountGateways } from '../aws/types/account.ts';
import type { BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import { regionsOf, type BaselineContext, type BaselineItem } from './item.ts';
import { ITEMS, unsupported } from './items.ts';

/**
 * What the baseline of an environment needs, item by item and region by region, in a fixed order. Reads only, all side by
 * side. `gateways` is null for an account that does not exist yet: everything will have to be made.
 */
export async function planBaseline(
  environment: Environment,
  gateways: AccountGateways | null,
  caller: string,
): Promise<BaselineStep[]> {
  const wanted = ITEMS.filter((item) => item.wanted(environment));
  const steps = gateways
    ? await Promise.all(wanted.map((item) => inspect(item, environment, gateways, caller)))
    : wanted.map((item) => unseen(item, environment));
  const skipped = unsupported(environment).map((item): BaselineStep => ({
    item,
    region: null,
    action: 'skipped',
    reason: 'not supported in this version',
  }));
  return [...steps.flat(), ...skipped];
}

function unseen(item: BaselineItem, environment: Environment): BaselineStep[] {
  const regions = item.scope === 'region' && !item.regions ? regionsOf(environment) : [null];
  return regions.map((region) => ({ item: item.name, region, action: 'create', reason: null }));
}

async function inspect(
  item: BaselineItem,
  environment: Environment,
  gateways: AccountGateways,
  caller: string,
): Promise<BaselineStep[]> {
  const contexts = await contextsOf(item, environment, gateways, caller);
  return Promise.all(
    contexts.map(async (context) => {
      const region = item.scope === 'region' ? context.region : null;
      return { item: item.name, region, ...(await item.inspect(context)) };
    }),
  );
}

/** One for each place of an item: the account as a whole, or a region. */
export async function contextsOf(
  item: BaselineItem,
  environment: Environment,
  gateways: AccountGateways,
  caller: string,
): Promise<BaselineContext[]> {
  const everywhere = item.regions ? await item.regions(gateways, environment) : regionsOf(environment);
  const regions = item.scope === 'region' ? everywhere : [environment.region];
  return regions.map((region) => ({ environment, gateways, region, caller }));
}
