import type { AccountCreation, Organization, OrganizationAccount } from '../aws/types/organizations.ts';
import type { AccountObservation, AccountPurpose } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import { isLive, ownershipOf } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { tagReader, type ReadTags } from './account-tags.ts';
import { isNamed } from './named.ts';
import { observed } from './observed.ts';
import { createUnits } from './units.ts';

/** What Organizations has listed, and for whom. */
export interface Listing {
  readonly organization: Organization;
  readonly listed: readonly OrganizationAccount[];
  /** Account id. */
  readonly caller: string;
}

interface Candidate extends ReadTags {
  readonly account: OrganizationAccount;
  readonly ownership: Exclude<AccountObservation['ownership'], 'unasked'>;
}

/**
 * Which of `listed` is the environment's: an account with our tags, or one that the definition names by id or e-mail.
 * Tags are read only for accounts that share the id, the e-mail or the name, so that a definition whose e-mail has
 * changed still finds its account, and one call an account of a large organization is not needed.
 */
export async function findMember(
  environment: Environment,
  { organization, listed, caller }: Listing,
  run: Run,
  purpose: AccountPurpose,
): Promise<AccountObservation> {
  const read = tagReader(environment, purpose, run);
  const similar = listed.filter((account) => isNamed(environment, account) || isNamesake(environment, account));
  const candidates = await Promise.all(similar.map((account) => candidateOf(environment, account, read)));
  const related = candidates.filter(({ account, ownership }) => ownership === 'owned' || isNamed(environment, account));
  const live = related.filter(({ account, tags }) => isLive({ state: account.state, tags }));
  const found = best(live);
  const ended = best(related.filter((candidate) => !live.includes(candidate)));
  const units = createUnits(run.aws.organizations);
  return {
    caller,
    organization,
    asked: true,
    account: found ? await observed(found.account, found.tags, units) : null,
    ownership: (found ?? ended)?.ownership ?? 'untagged',
    ...(found?.copied ? { copied: true } : {}),
    ended: ended ? await observed(ended.account, ended.tags, units) : null,
    creation: found ? null : await creationOf(environment, run),
  };
}

async function candidateOf(
  environment: Environment,
  account: OrganizationAccount,
  read: ReturnType<typeof tagReader>,
): Promise<Candidate> {
  const { tags, copied } = await read(account);
  return { account, tags, copied, ownership: ownershipOf(environment, tags) };
}

function best(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find(({ ownership }) => ownership === 'owned') ?? candidates[0];
}

function isNamesake({ account }: Environment, found: OrganizationAccount): boolean {
  return account.form === 'member' && account.id === null && found.name === account.name;
}

/** Creations carry no e-mail, only the name, which is unique in a project by default (`<project>-<name>`). */
async function creationOf({ account }: Environment, run: Run): Promise<AccountCreation | null> {
  if (account.form !== 'member' || account.id !== null) return null;
  const creations = await run.aws.organizations.creationsInProgress();
  return creations.find((creation) => creation.name === account.name) ?? null;
}
