import type { Organization, OrganizationAccount } from '../aws/types/organizations.ts';
import type { ObservedAccount, OrganizationObservation, OrphanedAccount } from '../model/account.ts';
import type { Environment, Tags } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import { isLive, ownershipOf } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { candidates } from './candidates.ts';
import { isNamed } from './named.ts';
import { bareAccount, observed } from './observed.ts';
import { createUnits, type Units } from './units.ts';

/**
 * The accounts of every environment of a project at once, and those that carry the project's tags without any definition:
 * one listing, the tags of each member account (who only looks, `see`, leaves those out that are nobody's here), and as much of the tree of units as is needed to name theirs. When the
 * caller is in no organization, or is not its management account, only what the definitions themselves say is known.
 */
export async function observeOrganization(
  environments: readonly Environment[],
  run: Run,
  purpose: 'see' | 'use' = 'use',
): Promise<OrganizationObservation> {
  const caller = (await run.aws.caller()).account;
  const needed = environments.some(({ account }) => account.form !== 'external');
  const organization = needed ? await run.aws.organizations.describeOrganization() : null;
  const members =
    organization?.managementAccount === caller ? await tagged(organization, environments, run, purpose) : [];
  const units = createUnits(run.aws.organizations);
  const accounts = await Promise.all(
    environments.map(async (environment) => [environment.name, await accountOf(environment, members, units)] as const),
  );
  return {
    caller,
    organization,
    accounts: Object.fromEntries(accounts),
    orphans: await orphans(environments, members, new Set(accounts.map(([, account]) => account?.id ?? '')), units),
  };
}

interface Tagged {
  readonly account: OrganizationAccount;
  readonly tags: Tags;
}

async function tagged(
  organization: Organization,
  environments: readonly Environment[],
  run: Run,
  purpose: 'see' | 'use',
): Promise<Tagged[]> {
  const { organizations } = run.aws;
  const members = (await organizations.listAccounts()).filter(({ id }) => id !== organization.managementAccount);
  const accounts = purpose === 'see' ? await candidates(members, environments, run) : members;
  return Promise.all(accounts.map(async (account) => ({ account, tags: await organizations.tagsOf(account.id) })));
}

/** The account with our tags, a living one before one that has ended; without any, what the definition names. */
async function accountOf(
  environment: Environment,
  members: readonly Tagged[],
  units: Units,
): Promise<ObservedAccount | null> {
  const { account } = environment;
  const owned = members.filter(({ tags }) => ownershipOf(environment, tags) === 'owned');
  const named = members.filter((member) => isNamed(environment, member.account));
  const found =
    account.id === null ? (owned.find(isLiveMember) ?? named.find(isLiveMember) ?? owned[0] ?? named[0]) : named[0];
  if (found) return observed(found.account, found.tags, units);
  return account.id === null ? null : bareAccount(account.id);
}

function isLiveMember({ account, tags }: Tagged): boolean {
  return isLive({ state: account.state, tags });
}

/** Accounts of these projects that are no environment's: their definition has gone, or they are closed predecessors. */
async function orphans(
  environments: readonly Environment[],
  members: readonly Tagged[],
  taken: ReadonlySet<string>,
  units: Units,
): Promise<OrphanedAccount[]> {
  const projects = new Set(environments.map(({ project }) => project));
  const others = members.filter(({ account, tags }) => projects.has(tags[TAG.project] ?? '') && !taken.has(account.id));
  const found = others.map(async (member) => ({
    environment: member.tags[TAG.environment] ?? '',
    account: await observed(member.account, member.tags, units),
  }));
  return (await Promise.all(found)).sort(
    (a, b) => compare(a.environment, b.environment) || compare(a.account.id, b.account.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
