import type { AccountObservation, ObservedAccount } from './account.ts';
import type { Environment, Tags } from './environment.ts';
import { TAG } from './names.ts';

type Owner = Pick<Environment, 'project' | 'name' | 'accountOf'>;

/** The environment that an account belongs to: the one whose account it is, also for those that live in it with it. */
export function accountOwner(environment: Pick<Environment, 'name' | 'accountOf'>): string {
  return environment.accountOf ?? environment.name;
}

/** What the tags of an account say about whose it is. */
export function ownershipOf(environment: Owner, tags: Tags): Exclude<AccountObservation['ownership'], 'unasked'> {
  const project = tags[TAG.project];
  const name = tags[TAG.environment];
  if (project === undefined && name === undefined) return 'untagged';
  return project === environment.project && name === accountOwner(environment) ? 'owned' : 'foreign';
}

/**
 * True for an account that can be lived in. Closed ones stay listed for 90 days; one whose closing was asked for is as
 * good as closed, although AWS goes on calling it ACTIVE for some ten minutes.
 */
export function isLive(account: Pick<ObservedAccount, 'state' | 'tags'>): boolean {
  return account.state === 'ACTIVE' && account.tags?.[TAG.closing] === undefined;
}

/**
 * True once AWS says that it is closed. SUSPENDED is what closed accounts were called before AWS gave accounts a `State`;
 * today it is a restriction imposed by AWS, so that it means closed only for an account that we asked to close.
 */
export function isClosed(account: Pick<ObservedAccount, 'state' | 'tags'>): boolean {
  return account.state === 'CLOSED' || (account.state === 'SUSPENDED' && account.tags?.[TAG.closing] !== undefined);
}

const QUOTA_DAYS = 90;

const QUEUED = 'queued since ';

/** What the tag of a closing says while AWS has refused to take it: it is asked for again later. `moment`: ms since 1970. */
export function queuedClosing(moment: number): string {
  return QUEUED + new Date(moment).toISOString();
}

/** True while a closing was asked for that AWS did not take. */
export function isQueued(tags: Tags | null): boolean {
  return tags?.[TAG.closing]?.startsWith(QUEUED) === true;
}

/** When AWS was asked to close an account and took it, ms since 1970; null when it did not, or we do not know. */
export function closedAt(tags: Tags | null): number | null {
  const moment = isQueued(tags) ? Number.NaN : Date.parse(tags?.[TAG.closing] ?? '');
  return Number.isNaN(moment) ? null : moment;
}

/** Date (UTC) on which a closed account stops counting against the quota; null when we do not know when it was closed. */
export function freesQuotaOn(tags: Tags | null): string | null {
  const moment = closedAt(tags);
  return moment === null ? null : new Date(moment + QUOTA_DAYS * 86_400_000).toISOString().slice(0, 10);
}
