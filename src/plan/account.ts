import type { Warning } from '../diagnostics/diagnostic.ts';
import type { AccountChange, AccountObservation, AccountPlan, ObservedAccount } from '../model/account.ts';
import type { Environment, MemberAccount, Tags } from '../model/environment.ts';
import { TAG } from '../model/names.ts';

/** What has to happen to an environment's account. Only an account of form 1 that is the environment's own is changed. */
export function planAccount(environment: Environment, observation: AccountObservation): AccountPlan {
  const { account } = environment;
  const id = observation.account?.id ?? null;
  if (account.form !== 'member' || environment.accountOf !== null) {
    const name = observation.account?.name ?? (account.form === 'member' ? account.name : environment.name);
    return { id, name, action: 'none', changes: [], details: [], notes: [] };
  }
  const details = changesOf(environment, account, observation);
  const changes = [...new Set(details.map(({ change }) => change))];
  return {
    id,
    name: account.name,
    action: actionOf(observation, changes.length),
    changes,
    details,
    notes: notesOf(account, observation),
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
  if (found === null) return [...move(account, ''), ...alias(account, null)];
  return [
    ...move(account, found.unit),
    ...tags(accountTags(environment, account), found.tags),
    ...alias(account, observation.alias),
  ];
}

function move({ organizationalUnit: to }: MemberAccount, from: string | null): AccountChange[] {
  if (to === null || from === null || from === to) return [];
  return [{ change: 'move', from: from === '' ? null : from, to }];
}

/** Tags are added and corrected, never taken away: those that others have put on the account are not ours to judge. */
function tags(wanted: Tags, actual: Tags | null): AccountChange[] {
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

function notesOf(account: MemberAccount, { account: found }: AccountObservation): Warning[] {
  return [...nameNotes(account, found), ...contactNotes(account)];
}

function nameNotes(account: MemberAccount, found: ObservedAccount | null): Warning[] {
  if (found === null || found.name === null || found.name === account.name) return [];
  const message = `account ${found.id} is called ${found.name}, not ${account.name}: renaming is not supported in this version`;
  return [{ message, at: account.at }];
}

function contactNotes({ contacts, at }: MemberAccount): Warning[] {
  const kinds = Object.keys(contacts).sort();
  if (kinds.length === 0) return [];
  return [{ message: `account.contacts (${kinds.join(', ')}) is not applied: not supported in this version`, at }];
}
