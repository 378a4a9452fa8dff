import type { AccountChange, AccountObservation, AccountPlan } from '../model/account.ts';
import type { Environment, MemberAccount, Tags } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import { contactChanges } from './contacts.ts';

/** What has to happen to an environment's account. Only an account of form 1 that is the environment's own is changed. */
export function planAccount(environment: Environment, observation: AccountObservation): AccountPlan {
  const { account } = environment;
  const id = observation.account?.id ?? null;
  if (account.form !== 'member' || environment.accountOf !== null) {
    const name = observation.account?.name ?? (account.form === 'member' ? account.name : environment.name);
    const of = environment.accountOf === null ? {} : { of: environment.accountOf };
    return { id, name, action: 'none', changes: [], details: [], ...of };
  }
  const details = changesOf(environment, account, observation);
  const changes = [...new Set(details.map(({ change }) => change))];
  return {
    id,
    name: account.name,
    action: actionOf(observation, changes.length),
    changes,
    details,
  };
}

function actionOf({ account, ownership }: AccountObservation, changes: number): AccountPlan['action'] {
  if (account === null) return 'create';
  if (ownership === 'untagged' || ownership === 'foreign') return 'adopt';
  return changes > 0 ? 'update' : 'none';
}

/** Tags that the account carries: the definition's, the account's own over them, and ours. */
export function accountTags(environment: Environment, account: MemberAccount): Record<string, string> {
  return {
    ...environment.tags,
    ...account.tags,
    [TAG.project]: environment.project,
    [TAG.environment]: environment.name,
  };
}

function changesOf(environment: Environment, account: MemberAccount, observation: AccountObservation): AccountChange[] {
  const found = observation.account;
  if (found === null) return [...move(account, ''), ...contactChanges(account, {}), ...alias(account, null)];
  return [
    ...move(account, found.unit),
    ...rename(account, found.name),
    ...tagChanges(accountTags(environment, account), found.tags),
    ...contactChanges(account, observation.contacts),
    ...alias(account, observation.alias),
  ];
}

function move({ organizationalUnit: to }: MemberAccount, from: string | null): AccountChange[] {
  if (to === null || from === null || from === to) return [];
  return [{ change: 'move', from: from === '' ? null : from, to }];
}

function rename({ name: to }: MemberAccount, from: string | null): AccountChange[] {
  return from === null || from === to ? [] : [{ change: 'rename', from, to }];
}

/** Tags are added and corrected, never taken away: those that others have put on the account are not ours to judge. */
export function tagChanges(wanted: Tags, actual: Tags | null): AccountChange[] {
  if (actual === null) return [];
  return Object.entries(wanted)
    .filter(([key, value]) => actual[key] !== value)
    .map(([key, value]) => ({
      change: 'tag',
      from: key in actual ? `${key}=${actual[key]}` : null,
      to: `${key}=${value}`,
    }));
}

function alias({ alias: to }: MemberAccount, from: string | null | undefined): AccountChange[] {
  return to === null || from === undefined || from === to ? [] : [{ change: 'alias', from, to }];
}
