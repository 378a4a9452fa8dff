import type { OrganizationAccount } from '../aws/types/organizations.ts';
import type { AccountPurpose } from '../model/account.ts';
import type { Environment, Tags } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import { ownershipOf } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { accountTags, tagChanges } from '../plan/account.ts';

/** The tags of an account. */
export interface ReadTags {
  readonly tags: Tags;
  /** AWS's copy told them, which may be late. */
  readonly copied: boolean;
}

/**
 * How the tags of an account are read. Organizations tells them for one account a request, ten in a second; who only looks
 * asks the copy that AWS keeps of all, and believes it where it says that all is as it should be. Anything else may be news
 * that have not got there: then, and for who changes something, the account itself is asked.
 */
export function tagReader(
  environment: Environment,
  purpose: AccountPurpose,
  { aws: { organizations } }: Run,
): (account: OrganizationAccount) => Promise<ReadTags> {
  return async ({ id }) => {
    const copy = purpose === 'see' ? (await organizations.copiedTags(environment.project)).get(id) : undefined;
    return copy !== undefined && isAsDefined(environment, copy)
      ? { tags: copy, copied: true }
      : { tags: await organizations.tagsOf(id), copied: false };
  };
}

function isAsDefined(environment: Environment, tags: Tags): boolean {
  const { account, accountOf } = environment;
  if (ownershipOf(environment, tags) !== 'owned' || tags[TAG.closing] !== undefined) return false;
  return (
    account.form !== 'member' || accountOf !== null || tagChanges(accountTags(environment, account), tags).length === 0
  );
}
