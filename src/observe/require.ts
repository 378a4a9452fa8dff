import { fail } from '../diagnostics/error.ts';
import type { AccountObservation, ObservedAccount } from '../model/account.ts';
import type { Environment } from '../model/environment.ts';
import { accountOwner } from '../model/ownership.ts';

/**
 * The account that a command needs. Throws AccountNotFound, OrganizationMissing or AccountNotReady when there is none, and
 * NotOwned when a member account does not carry our tags.
 */
export function requireAccount(environment: Environment, observation: AccountObservation): ObservedAccount {
  const { account } = observation;
  if (account === null) refuseMissing(environment, observation);
  if (environment.account.form === 'member') requireOwned(environment, observation);
  return account;
}

/** Throws NotOwned when the account of the observation, living or ended, is not this environment's by its tags. */
export function requireOwned(environment: Environment, { account, ended, ownership }: AccountObservation): void {
  if (ownership === 'owned' || ownership === 'unasked') return;
  const found = account ?? ended;
  if (found === null) return;
  const owner = accountOwner(environment);
  const named =
    environment.account.form === 'member'
      ? `envctl create-account ${owner} --adopt`
      : `envctl import ${found.id} ${owner}`;
  fail('NotOwned', `account ${found.id} (${found.email}) does not carry the tags of ${environment.project}/${owner}`, {
    hint:
      ownership === 'foreign'
        ? 'it belongs to another environment: correct the account of the definition'
        : `run \`${named}\` to take it over, or correct the account of the definition`,
    at: environment.account.at,
  });
}

function refuseMissing(environment: Environment, { organization, ended, creation }: AccountObservation): never {
  const owner = accountOwner(environment);
  const { at } = environment.account;
  const create = `run \`envctl create-account ${owner}\``;
  if (organization === null) {
    fail('OrganizationMissing', `the caller's account is in no organization, so ${owner} can have no account`, {
      hint: `${create} --create-organization, or use credentials of the management account`,
      at,
    });
  }
  if (creation !== null) {
    fail('AccountNotReady', `the account of ${owner} is still being made`, { hint: `${create} to wait for it`, at });
  }
  if (ended !== null) {
    fail('AccountNotFound', `account ${ended.id} of ${owner} cannot be used: it is ${stateOf(ended)}`, {
      hint: `give another account.email, then ${create}`,
      at,
    });
  }
  const deploy =
    environment.account.form === 'member' ? `, or \`envctl deploy ${owner} --create\`, which makes it` : '';
  fail('AccountNotFound', `environment ${owner} has no account yet`, { hint: `${create} first${deploy}`, at });
}

/** What AWS calls the state of an account, or what it is about to be. */
export function stateOf(account: ObservedAccount): string {
  return account.state === 'ACTIVE' ? 'being closed' : (account.state ?? 'unknown');
}
