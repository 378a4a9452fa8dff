import type { AccountObservation, AccountOutcome, ObservedAccount } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { accessOf } from '../../observe/access.ts';
import { requireAccount } from '../../observe/require.ts';
import { accountTags, planAccount } from '../../plan/account.ts';
import { accountsLeft } from '../../quotas/accounts.ts';
import { makeAccount, type Made } from './make.ts';
import { placeAccount } from './place.ts';
import { waitUntilReady } from './ready.ts';
import { applySettings } from './settings.ts';

export interface CreateOptions {
  /** Makes the organization where there is none. */
  readonly createOrganization: boolean;
  /** Takes an account with the definition's e-mail that carries no tags of ours. */
  readonly adopt: boolean;
}

/**
 * Makes or finds the account of an environment, puts it in its place, tags and names it, and waits until it can be used.
 * Every step looks first: killed anywhere and run again, there is one account in the right place. Throws OrganizationMissing,
 * NotOwned, WrongAccount, EmailInUse, AccountLimitReached, AccountNotReady.
 */
export async function createAccount(
  environment: Environment,
  observation: AccountObservation,
  run: Run,
  options: CreateOptions,
): Promise<AccountOutcome> {
  const started = run.clock.now();
  const own = environment.account.form === 'member' && environment.accountOf === null;
  const made = own && observation.account === null ? await make(environment, observation, run, options) : null;
  const found = made?.observation ?? observation;
  const adopting = own && options.adopt && found.ownership === 'untagged';
  const account = adopting && found.account ? found.account : requireAccount(environment, found);
  await apply(environment, { ...found, account }, run);
  const gateways = await waitUntilReady(environment, account, run);
  if (own) await applySettings(environment, account, gateways, run);
  const outcome = adopting ? 'adopted' : (made?.outcome ?? 'existing');
  emit(environment, run, `${outcome} ${account.id}`);
  return document(environment, account, found.caller, outcome, { started, ended: run.clock.now() });
}

/** Has the account made, and says meanwhile when few more can be. */
async function make(
  environment: Environment,
  observation: AccountObservation,
  run: Run,
  { createOrganization }: CreateOptions,
): Promise<Made> {
  const [made] = await Promise.all([
    makeAccount(environment, observation, run, createOrganization),
    tellRoom(environment, observation, run),
  ]);
  return made;
}

async function tellRoom(environment: Environment, observation: AccountObservation, run: Run): Promise<void> {
  const message = await accountsLeft(environment, observation, run);
  if (message !== null) emit(environment, run, message, 'note');
}

/** What Organizations holds of the account: its unit and its tags. */
async function apply(
  environment: Environment,
  found: AccountObservation & { account: ObservedAccount },
  run: Run,
): Promise<void> {
  const { id } = found.account;
  const { action, changes } = planAccount(environment, found);
  if (environment.account.form !== 'member' || action === 'none') return;
  const { organizationalUnit } = environment.account;
  if (action === 'adopt' || changes.includes('tag')) {
    await run.aws.organizations.tagAccount(id, accountTags(environment, environment.account));
  }
  if (changes.includes('move') && organizationalUnit !== null) {
    emit(environment, run, `moving to ${organizationalUnit}`, 'progress');
    await placeAccount(id, organizationalUnit, run);
  }
}

function document(
  environment: Environment,
  account: ObservedAccount,
  caller: string,
  outcome: AccountOutcome['outcome'],
  time: { readonly started: number; readonly ended: number },
): AccountOutcome {
  const defined = environment.account;
  const own = defined.form === 'member' && environment.accountOf === null;
  const unit = (own ? defined.organizationalUnit : null) ?? account.unit;
  return {
    environment: environment.name,
    accountId: account.id,
    name: own ? defined.name : account.name,
    email: account.email ?? (defined.form === 'member' ? defined.email : null),
    organizationalUnit: unit === '' ? null : unit,
    roleArn: accessOf(environment, account, 'admin', { caller, time: time.ended }).role,
    outcome,
    seconds: Math.round((time.ended - time.started) / 1_000),
  };
}

function emit(environment: Environment, run: Run, message: string, phase: 'progress' | 'done' | 'note' = 'done'): void {
  run.emit({ environment: environment.name, subject: 'account', phase, message });
}
