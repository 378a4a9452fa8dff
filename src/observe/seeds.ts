import type { AccountGateways } from '../aws/types/account.ts';
import { lifetimeKey, deployedKey, roleNames, writtenKey, bucketName } from '../model/names.ts';
import { hasBucket } from '../bucket/present.ts';
import { listRecords, type DeploymentRecord } from '../bucket/records.ts';
import { writtenBody } from '../bucket/written.ts';
import { regionsOf } from '../baseline/item.ts';
import type { AccountObservation, ObservedAccount } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import type { SeedAccount, SeedObject, SeedRegion, SeedStack } from '../model/sandbox.ts';
import type { LinkedEnvironment } from '../plan/linked.ts';
import type { LenderSite } from '../plan/sites.ts';
import { siteKey } from '../model/observation.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { accessOf } from './access.ts';
import { observeAccount } from './account.ts';
import { readParameters } from './parameters.ts';
import { stackSetSeeds, type StackSetSeeds } from './stack-set-seeds.ts';

/** What has been seen of one environment, so that it can be set up again elsewhere. */
export interface Seeds extends StackSetSeeds {
  readonly accounts: readonly SeedAccount[];
  readonly regions: readonly SeedRegion[];
  readonly objects: readonly SeedObject[];
  /** The newest first. */
  readonly records: readonly DeploymentRecord[];
}

export interface SeedInput {
  readonly linked: LinkedEnvironment;
  readonly observation: Observation;
  readonly plan: Plan;
  /** Null while there is no account. */
  readonly gateways: AccountGateways | null;
  readonly lenders: readonly LenderSite[];
}

/** Deployments that durations are learnt from. */
const RECORDS = 10;

/**
 * What a rehearsal needs of an environment beside the observation that its plan was made from: the templates of the stacks that
 * are going to change, its last deployments, and who its lenders are. Reads only.
 */
export async function readSeeds(input: SeedInput, run: Run): Promise<Seeds> {
  const { linked, observation, gateways, plan } = input;
  const { environment } = linked;
  const [stacks, sets, named, lenders, records, lifetime] = await Promise.all([
    ownStacks(input),
    stackSetSeeds({ environment, observation, plan }, run),
    readParameters(linked, gateways),
    lenderAccounts(input, run),
    gateways && hasBucket(environment, observation.baseline) ? lastRecords(environment, gateways) : [],
    gateways && environment.expires !== null && hasBucket(environment, observation.baseline)
      ? gateways
          .s3(environment.region)
          .getObject(homeBucket(environment, gateways.account), lifetimeKey(environment.name))
      : null,
  ]);
  const own = await ownAccounts(environment, observation.account, run);
  const values = [...named.values].map(([id, value]) => {
    const colon = id.indexOf(':');
    const [region, name] = [id.slice(0, colon), id.slice(colon + 1)];
    return { region, parameter: { name, value, type: 'String' as const, version: 1, modified: run.clock.now() } };
  });
  const regions = Object.entries(observation.stacks).map(([region]): SeedRegion => ({
    account: observation.accountId ?? '',
    region,
    stacks: stacks.get(region) ?? [],
    parameters: [
      ...(observation.parameters[region] ?? []),
      ...values.filter((one) => one.region === region).map(({ parameter }) => parameter),
    ],
  }));
  const bucket = homeBucket(environment, observation.accountId ?? '');
  const bodies: [string, Uint8Array | string][] = [
    [writtenKey(environment.name), writtenBody(observation.written)],
    [deployedKey(environment.name), JSON.stringify({ version: 1, services: observation.recorded })],
    ...(lifetime ? [[lifetimeKey(environment.name), lifetime.body] as [string, Uint8Array]] : []),
  ];
  return {
    accounts: [...own, ...lenders.accounts],
    ...sets,
    regions: [...regions, ...lenders.regions],
    objects: gateways ? bodies.map(([key, body]) => ({ bucket, key, body: Buffer.from(body) })) : [],
    records,
  };
}

function homeBucket({ project, region }: Environment, account: string): string {
  return bucketName(project, account, region);
}

function lastRecords(environment: Environment, gateways: AccountGateways): Promise<DeploymentRecord[]> {
  const bucket = homeBucket(environment, gateways.account);
  return listRecords({ s3: gateways.s3(environment.region), bucket, environment: environment.name }, RECORDS);
}

/** Every stack of the account, by region; with their templates those that the plan touches. */
async function ownStacks({ observation, plan, gateways }: SeedInput): Promise<Map<string, SeedStack[]>> {
  const touched = new Set(
    plan.services
      .filter(({ action }) => action === 'update' || action === 'recover' || action === 'delete')
      .map(({ region, stack }) => `${region}/${stack}`),
  );
  const read = async (region: string, stack: Stack): Promise<SeedStack> => {
    const isTouched = gateways !== null && touched.has(`${region}/${stack.name}`);
    return { ...stack, template: isTouched ? await gateways.cloudformation(region).template(stack.id) : null };
  };
  const regions = Object.entries(observation.stacks).map(async ([region, stacks]) => {
    const all = await Promise.all(stacks.map((stack) => read(region, stack)));
    return [region, all] as const;
  });
  return new Map(await Promise.all(regions));
}

async function ownAccounts(
  environment: Environment,
  { account, ended, alias, contacts }: AccountObservation,
  run: Run,
): Promise<SeedAccount[]> {
  const regions = regionsOf(environment);
  const inner = { alias: alias ?? null, contacts: contacts ?? {} };
  const gone = ended && {
    id: ended.id,
    entrance: null,
    member: memberOf(ended, true),
    alias: null,
    contacts: {},
    regions,
  };
  const here = account && {
    id: account.id,
    entrance: await entranceOf(environment, account.id, run),
    member: memberOf(account, false),
    ...inner,
    regions,
  };
  return [here, gone].filter((each) => each !== null);
}

function memberOf({ name, email, unit, tags }: ObservedAccount, ended: boolean): SeedAccount['member'] {
  return name === null || email === null ? null : { name, email, ended, unit: unit ?? '', tags: tags ?? {} };
}

/** The role that came with the account: what the baseline has made follows from that. */
async function entranceOf(environment: Environment, id: string, run: Run): Promise<SeedAccount['entrance']> {
  const { account: caller } = await run.aws.caller();
  const { role, externalId, profile } = accessOf(environment, { id, joined: null }, 'admin', { caller, time: 0 });
  if (role === null && profile === null) return null;
  return { role: role?.split('/').at(-1) ?? null, externalId, profile };
}

/** Whom the environment borrows from: their accounts, and the stacks that were looked at. */
async function lenderAccounts(
  { observation, lenders, linked, gateways }: SeedInput,
  run: Run,
): Promise<Pick<Seeds, 'accounts' | 'regions'>> {
  const found = lenders.flatMap((site) => {
    const account = observation.lenderAccounts[site.id] ?? null;
    return account === null || account === gateways?.account ? [] : [{ site, account }];
  });
  const accounts = found.map(async ({ site: { lender }, account }): Promise<SeedAccount[]> => {
    if ('environment' in lender) {
      const seen = await observeAccount(lender.environment, run);
      return ownAccounts(lender.environment, { ...seen, ended: null }, run);
    }
    const entrance = { role: roleNames(lender.foreign.project).deploy, externalId: null, profile: null };
    return [{ id: account, entrance, member: null, alias: null, contacts: {}, regions: regionsOf(linked.environment) }];
  });
  const regions = found.map(({ site: { id, region }, account }): SeedRegion => ({
    account,
    region,
    stacks: (observation.lenders[siteKey(id, region)] ?? []).map((stack) => ({ ...stack, template: null })),
    parameters: [],
  }));
  return { accounts: (await Promise.all(accounts)).flat(), regions };
}
