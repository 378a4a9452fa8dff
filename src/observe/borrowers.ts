import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import { accountOwner } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { regionsOf } from '../baseline/item.ts';
import { sleepingRegions } from '../baseline/sleeping.ts';
import { belongsTo } from '../plan/others.ts';
import { enterAccount } from './access.ts';
import { observeAccount } from './account.ts';
import { observeOrganization } from './organization.ts';
import { observeUndescribed } from './undescribed.ts';

export interface BorrowersInput {
  readonly environment: Environment;
  readonly observation: Observation;
  /** Every definition of the project. */
  readonly others: readonly Environment[];
  /** Names of those that go in the same run: they are no obstacle. */
  readonly going: ReadonlySet<string>;
  /** True: the account goes with it. */
  readonly closing: boolean;
  /** True: the command takes one environment, so that its borrowers cannot go in the same run. */
  readonly alone: boolean;
}

/**
 * Borrowed, when another environment that is deployed uses a service of this one or, while its account is being closed,
 * lives there. What is deployed is found by the tags of stacks: in this account whatever they belong to, elsewhere for
 * every definition that could borrow.
 */
export async function borrowersOf(input: BorrowersInput, run: Run): Promise<Diagnostic[]> {
  const { going } = input;
  const here = borrowersHere(input);
  const elsewhere = await Promise.all(
    input.others
      .filter((other) => couldBorrow(other, input.environment) && !going.has(other.name))
      .map((other) => isDeployed(other, run)),
  );
  const undescribed = await borrowersUndescribed(input, run);
  const all = [...here, ...elsewhere.flatMap((name) => name ?? []), ...undescribed];
  const names = [...new Set(all)].filter((name) => !going.has(name)).sort();
  if (names.length === 0) return [];
  const what = input.closing ? 'is used by, or is home to,' : 'is used by';
  const message = `environment "${input.environment.name}" ${what} ${names.join(', ')}`;
  return [
    diagnostic('Borrowed', message, {
      at: input.environment.account.at,
      hint: `destroy ${names.join(', ')} first${input.alone ? '' : ', or in the same command'}`,
    }),
  ];
}

function borrowersHere({ environment, observation, going, closing }: BorrowersInput): string[] {
  const stacks = Object.values(observation.stacks).flat();
  return stacks.flatMap((stack) => {
    const owner = stack.tags[TAG.environment];
    if (owner === undefined || belongsTo(stack, environment) || going.has(owner)) return [];
    const borrows = (stack.tags[TAG.borrows] ?? '').split(' ').some((name) => name.startsWith(`${environment.name}/`));
    const sameProject = stack.tags[TAG.project] === environment.project;
    return (borrows && sameProject) || closing ? [owner] : [];
  });
}

/**
 * Borrowers in other accounts that no definition describes. Every account of the organization has to be looked at for
 * them, so it is done where a definition borrows from the environment, under whatever name it was deployed, or the account goes.
 */
async function borrowersUndescribed({ environment, others, closing }: BorrowersInput, run: Run): Promise<string[]> {
  const isLent = others.some(({ borrowed }) => borrowed.some(({ lender }) => lender?.name === environment.name));
  if (!isLent && !closing) return [];
  const found = await observeUndescribed(others, await observeOrganization(others, run), run);
  return found
    .filter(({ project }) => project === environment.project)
    .filter(({ borrows }) => borrows.some((name) => name.startsWith(`${environment.name}/`)))
    .map(({ name }) => name);
}

function couldBorrow(other: Environment, environment: Environment): boolean {
  if (other.name === environment.name) return false;
  const named = other.borrowed.some(({ lender }) => lender?.name === environment.name);
  return named && accountOwner(other) !== accountOwner(environment);
}

/** The environment's name when it has stacks that borrow; null when nothing of it is deployed. */
async function isDeployed(other: Environment, run: Run): Promise<string | null> {
  try {
    const { account } = await observeAccount(other, run);
    if (!account) return null;
    const gateways = await enterAccount(other, account, 'deploy', run);
    const asleep = await sleepingRegions(other, gateways);
    const regions = regionsOf(other).filter((region) => !asleep.has(region));
    const sweeps = await Promise.all(regions.map((region) => gateways.cloudformation(region).sweep()));
    return sweeps.flat().some((stack) => belongsTo(stack, other) && stack.tags[TAG.borrows] !== undefined)
      ? other.name
      : null;
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccountNotFound') return null;
    throw error;
  }
}
