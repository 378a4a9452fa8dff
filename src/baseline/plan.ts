import type { AccountGateways } from '../aws/types/account.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { BaselineStep, SurveyedStep } from '../model/baseline.ts';
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
  const look = await lookingAt(environment, gateways, run);
  const steps = await Promise.all(
    wanted.map(async (item) => Promise.all((await look.places(item)).map((context) => look.at(item, context)))),
  );
  return steps.flat();
}

/** What there is of each item, also where one of them cannot be looked at. Reads only. Throws Interrupted. */
export async function surveyBaseline(
  environment: Environment,
  gateways: AccountGateways,
  run: Run,
): Promise<SurveyedStep[]> {
  const look = await lookingAt(environment, gateways, run);
  const surveys = ITEMS.filter((item) => item.wanted(environment)).map((item) =>
    unlessFailed(item, null, async () => {
      const places = (await look.places(item)).map((context) => {
        const region = item.scope === 'account' ? null : context.region;
        return unlessFailed(item, region, async () => [await look.at(item, context)]);
      });
      return (await Promise.all(places)).flat();
    }),
  );
  return (await Promise.all(surveys)).flat();
}

async function unlessFailed(
  { name: item }: BaselineItem,
  region: string | null,
  look: () => Promise<SurveyedStep[]>,
): Promise<SurveyedStep[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof EnvctlError)) throw error;
    return [{ item, region, action: 'unknown', reason: error.message }];
  }
}

interface Looking {
  places(item: BaselineItem): Promise<BaselineContext[]>;
  at(item: BaselineItem, context: BaselineContext): Promise<BaselineStep>;
}

async function lookingAt(environment: Environment, gateways: AccountGateways, run: Run): Promise<Looking> {
  const asleep = await sleepingRegions(environment, gateways);
  const places = await contextsFor(environment, gateways, run);
  return { places, at: (item, context) => stepOf(item, context, asleep) };
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
