import { regionsOf } from '../baseline/item.ts';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { ObservedAccount, OrganizationObservation } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import { isLive } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { accessOf } from './access.ts';

/** An environment that is deployed, and that no definition describes: made with `--as`, or its definition has gone. */
export interface Undescribed {
  readonly name: string;
  readonly project: string;
  readonly account: ObservedAccount;
  /** The home region of a definition that shares its account, where it has stacks there; else one where it has some. */
  readonly region: string;
  /** `<environment>/<service>` of everything that its stacks read from others. */
  readonly borrows: readonly string[];
  readonly gateways: AccountGateways;
}

/**
 * Found by the tags of stacks, in the accounts of definitions and in those that carry a project's tags, and there in the
 * regions that definitions name. An account or a region that does not let the caller look is left out.
 */
export async function observeUndescribed(
  environments: readonly Environment[],
  organization: OrganizationObservation,
  run: Run,
): Promise<Undescribed[]> {
  const named = new Set(environments.map(ownerKey));
  const projects = new Set(environments.map(({ project }) => project));
  const places = placesOf(environments, organization);
  const found = await Promise.all(places.map((place) => lookAt(place, organization.caller, run)));
  return found
    .flat()
    .filter((one) => projects.has(one.project) && !named.has(ownerKey(one)))
    .sort((a, b) => (ownerKey(a) < ownerKey(b) ? -1 : 1));
}

function ownerKey({ project, name }: { readonly project: string; readonly name: string }): string {
  return `${project}/${name}`;
}

/** An account, and the definitions that say how to enter it and where to look. */
interface Place {
  readonly account: ObservedAccount;
  readonly definitions: readonly [Environment, ...Environment[]];
}

function placesOf(environments: readonly Environment[], { accounts, orphans }: OrganizationObservation): Place[] {
  const described = new Map<string, Place>();
  for (const environment of environments) {
    const account = accounts[environment.name];
    if (!account || !mayBeEntered(account)) continue;
    const known = described.get(account.id);
    described.set(account.id, { account, definitions: known ? [...known.definitions, environment] : [environment] });
  }
  const [first, ...rest] = environments.filter(({ account }) => account.form !== 'external');
  const others = orphans.map(({ account }) => account).filter(isLive);
  return [
    ...described.values(),
    ...(first ? others.map((account): Place => ({ account, definitions: [first, ...rest] })) : []),
  ];
}

/** Also one of which Organizations was not asked, or does not know. */
function mayBeEntered(account: ObservedAccount): boolean {
  return account.state === null || isLive(account);
}

async function lookAt({ account, definitions }: Place, caller: string, run: Run): Promise<Undescribed[]> {
  const gateways = await peek(definitions[0], account, caller, run);
  if (gateways === null) return [];
  const regions = [...new Set(definitions.flatMap((one) => [one.region, ...regionsOf(one)]))];
  const swept = await Promise.all(regions.map((region) => sweep(gateways, region)));
  const owners = new Map<string, { project: string; name: string; region: string; stacks: Stack[] }>();
  for (const [index, stacks] of swept.entries()) {
    for (const stack of stacks) {
      const { [TAG.project]: project, [TAG.environment]: name } = stack.tags;
      if (project === undefined || name === undefined) continue;
      const key = ownerKey({ project, name });
      const owner = owners.get(key) ?? { project, name, region: regions[index] ?? '', stacks: [] };
      owners.set(key, { ...owner, stacks: [...owner.stacks, stack] });
    }
  }
  return [...owners.values()].map(({ project, name, region, stacks }) => ({
    project,
    name,
    region,
    account,
    gateways,
    borrows: stacks.flatMap(({ tags }) => (tags[TAG.borrows] ?? '').split(' ').filter(Boolean)),
  }));
}

/** One try for each role, without waiting: null for an account that lets nobody in. */
async function peek(
  environment: Environment,
  account: ObservedAccount,
  caller: string,
  run: Run,
): Promise<AccountGateways | null> {
  const now = { caller, time: run.clock.now() };
  const ways = [accessOf(environment, account, 'deploy', now), accessOf(environment, account, 'admin', now)];
  for (const access of ways) {
    const gateways = await unlessDenied(run.aws.enter({ ...access, young: false }));
    if (gateways !== null) return gateways;
  }
  return null;
}

async function sweep(gateways: AccountGateways, region: string): Promise<readonly Stack[]> {
  return (await unlessDenied(gateways.cloudformation(region).sweep())) ?? [];
}

async function unlessDenied<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EnvctlError) return null;
    throw error;
  }
}
