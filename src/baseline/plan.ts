import type { AccountGateways } from '../aws/types/account.ts';
import type { BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import { enabledRegion } from '../model/regions.ts';
import type { Run } from '../model/run.ts';
import { regionsOf, type BaselineContext, type BaselineItem, type Finding } from './item.ts';
import { ITEMS } from './items.ts';
import { managementFor, type Management } from './management.ts';
import { sleepingRegions } from './sleeping.ts';

/**
 * What the baseline of an environment needs, item by item and region by region, in a fixed order. Reads only, all side by
 * side. `gateways` is null for an account that does not exist yet: everything will have to be made.
 */
export async function planBaseline(
  environment: Environment,
  gateways: AccountGateways | null,
  run: Run,
): Promise<BaselineStep[]> {
  const wanted = ITEMS.filter((item) => item.wanted(environment));
  if (gateways === null) return wanted.flatMap((item) => unseen(item, environment));
  const asleep = await sleepingRegions(environment, gateways);
  const contexts = await contextsFor(environment, gateways, run);
  const steps = await Promise.all(
    wanted.map(async (item) => {
      const places = await contexts(item);
      return Promise.all(places.map((context) => stepOf(item, context, asleep)));
    }),
  );
  return steps.flat();
}

/** One item in one place, as `planBaseline` has it. */
async function stepOf(
  item: BaselineItem,
  context: BaselineContext,
  asleep: ReadonlySet<string>,
): Promise<BaselineStep> {
  if (item.scope === 'account') return { item: item.name, region: null, ...(await item.inspect(context)) };
  const { region } = context;
  const finding: Finding = asleep.has(region)
    ? { action: 'create', reason: `${region} is to be enabled first` }
    : await item.inspect(context);
  return { item: item.name, region, ...finding };
}

function unseen(item: BaselineItem, environment: Environment): BaselineStep[] {
  const regions = item.scope === 'region' && !item.regions ? regionsOf(environment) : [null];
  return regions.map((region) => ({ item: item.name, region, action: 'create', reason: null }));
}

/** Gives the places of each item: the account as a whole, or regions. What they share is asked for once. */
export async function contextsFor(
  environment: Environment,
  gateways: AccountGateways,
  run: Run,
): Promise<(item: BaselineItem) => Promise<BaselineContext[]>> {
  const { account: caller } = await run.aws.caller();
  let asked: Promise<Management | string> | null = null;
  const management = (): Promise<Management | string> => (asked ??= managementFor(environment, gateways.account, run));
  return async (item) => {
    const everywhere = item.regions ? await item.regions(environment, gateways) : regionsOf(environment);
    const regions = item.scope === 'region' ? everywhere : [enabledRegion(environment.region)];
    return regions.map((region) => ({ environment, gateways, region, caller, run, management }));
  };
}
