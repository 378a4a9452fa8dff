import type { OrganizationAccount } from '../aws/types/organizations.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import { isNamed } from './named.ts';

/** What is younger may not have got to AWS's copy of the tags, ms. */
const COPIED_MS = 3_600_000;

/**
 * The accounts of an organization that can be those of environments, for who only looks. An organization may have thousands of
 * others, and their tags are told one account at a time, ten in a second. Left out are accounts that no definition names, that
 * have been open for an hour, and that AWS's late copy of the tags does not know as one of the projects'.
 */
export async function candidates(
  accounts: readonly OrganizationAccount[],
  environments: readonly Environment[],
  run: Run,
): Promise<readonly OrganizationAccount[]> {
  const doubtful = accounts.filter((account) => isSettled(account, run) && !isNamedByOne(environments, account));
  // Asking the copy would take as long.
  if (doubtful.length <= 1) return accounts;
  const projects = [...new Set(environments.map(({ project }) => project))];
  const copies = await Promise.all(projects.map((project) => run.aws.organizations.copiedTags(project)));
  const known = new Set(copies.flatMap((copy) => [...copy.keys()]));
  // Nothing at all is what those are told who may not ask.
  if (known.size === 0) return accounts;
  const others = new Set(doubtful.filter(({ id }) => !known.has(id)));
  return accounts.filter((account) => !others.has(account));
}

/** The copy was never seen to tell of closed accounts, and a new one may be missing yet. */
function isSettled({ state, joined }: OrganizationAccount, { clock }: Run): boolean {
  return state === 'ACTIVE' && joined !== null && clock.now() - joined >= COPIED_MS;
}

function isNamedByOne(environments: readonly Environment[], account: OrganizationAccount): boolean {
  return environments.some((environment) => isNamed(environment, account));
}
