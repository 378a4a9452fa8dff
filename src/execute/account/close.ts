import { awsCode, awsReason } from '../../aws/codes.ts';
import { diagnostic, type Diagnostic, type Position } from '../../diagnostics/diagnostic.ts';
import { causeText, fail } from '../../diagnostics/error.ts';
import type { AccountObservation, CloseOutcome, ObservedAccount } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import { TAG } from '../../model/names.ts';
import { closedAt, freesQuotaOn, isClosed, queuedClosing } from '../../model/ownership.ts';
import type { Event, Run } from '../../model/run.ts';
import { requireOwned } from '../../observe/require.ts';

/** What became of an account; with a problem when it has to wait for longer than anyone would. */
export interface CloseResult {
  readonly outcome: CloseOutcome;
  readonly problem: Diagnostic | null;
  /** When an earlier run asked AWS for it, ms since 1970; null: this one did, or there was nothing to ask for. */
  readonly askedBefore: number | null;
}

/** Whose account is closed, and the place in a file that says so, if there is one. */
export interface Closing {
  readonly environment: string;
  readonly at: Position | null;
}

const DAY_MS = 86_400_000;
/** Three closures may be going on in an organization, each for ten minutes and more; after a minute it is queued. */
const IN_FLIGHT_MS = 60_000;
const PAUSE_MS = 15_000;
/** AWS takes more than ten minutes over most closures; some, and all emulators, show it at once. */
const POLLS_MS = [2_000, 3_000, 5_000];

/**
 * Closes the account of an environment; what is deployed in it has gone before. Its moment is tagged first, so that a
 * closure that was asked for is never forgotten, and `reap` can go on with it. Accounts of form 3, and those that belong to
 * another environment, stay. Throws WrongAccount for the management account, NotOwned, AccountNotFound.
 */
export async function closeAccount(
  environment: Environment,
  observation: AccountObservation,
  run: Run,
): Promise<CloseResult> {
  const { name } = environment;
  const closing = { environment: name, at: environment.account.at };
  const account = observation.account ?? observation.ended;
  if (environment.account.form === 'external' || environment.accountOf !== null) {
    return done(closing, { id: account?.id ?? environment.account.id, state: account?.state ?? null }, 'kept', null);
  }
  if (account === null) {
    fail('AccountNotFound', `environment ${name} has no account to close`, {
      hint: observation.creation ? `it is still being made: run \`envctl create-account ${name}\` first` : null,
      at: environment.account.at,
    });
  }
  refuseManagement(environment, observation, account);
  if (isClosed(account)) return done(closing, account, 'already-closed', account.tags);
  if (account.state === 'PENDING_CLOSURE') return done(closing, account, 'closing', account.tags);
  requireOwned(environment, observation);
  return closeMember(closing, account, run);
}

/** Closes an account that is known to be the environment's, and open; or goes on with closing it. */
export async function closeMember(closing: Closing, account: ObservedAccount, run: Run): Promise<CloseResult> {
  const tags = { ...account.tags, [TAG.closing]: momentOf(account, run.clock.now()) };
  if (account.tags?.[TAG.closing] !== tags[TAG.closing]) {
    await run.aws.organizations.tagAccount(account.id, { [TAG.closing]: tags[TAG.closing] });
  }
  tell(closing, run, 'started', `closing ${account.id}`);
  const answer = await requestClosure(closing, account.id, run);
  if (typeof answer === 'object') {
    const message = `${account.id} cannot be closed now: queued, to be closed by \`envctl reap\` or close-account later`;
    tell(closing, run, 'skipped', message);
    await run.aws.organizations.tagAccount(account.id, { [TAG.closing]: queuedClosing(run.clock.now()) });
    return { ...done(closing, account, 'queued', null), problem: answer.problem };
  }
  const askedBefore = answer === 'already' && account.tags?.[TAG.closing] === tags[TAG.closing] ? closedAt(tags) : null;
  const state = await awaitState(account.id, run, askedBefore === null ? POLLS_MS : [0]);
  const outcome = isClosed({ state, tags }) ? 'closed' : 'closing';
  const taken = askedBefore === null ? 'AWS has taken the request' : 'AWS had taken the request before';
  tell(closing, run, 'done', outcome === 'closed' ? outcome : `${taken}, and goes on with it`);
  return { ...done(closing, { id: account.id, state }, outcome, tags), askedBefore };
}

function tell({ environment }: Closing, run: Run, phase: Event['phase'], message: string): void {
  run.emit({ environment, subject: 'account', phase, message });
}

/** A moment of more than a day ago is that of a closure that AWS did not take: what counts is when it does. */
function momentOf(account: ObservedAccount, now: number): string {
  const moment = closedAt(account.tags);
  const isFresh = moment !== null && now - moment < DAY_MS;
  return (isFresh ? account.tags?.[TAG.closing] : undefined) ?? new Date(now).toISOString();
}

/** AWS took it, now or before. Otherwise it is not closed now, and `problem` says so where waiting does not help. */
async function requestClosure(
  closing: Closing,
  id: string,
  run: Run,
): Promise<'accepted' | 'already' | { readonly problem: Diagnostic | null }> {
  const deadline = run.clock.now() + IN_FLIGHT_MS;
  for (;;) {
    run.signal.throwIfAborted();
    try {
      return await run.aws.organizations.closeAccount(id);
    } catch (error) {
      // It is being closed, although AWS still calls it ACTIVE: for some ten minutes after the first request.
      if (awsCode(error) === 'ConflictException') return 'already';
      const limit = limitOf(error);
      if (limit === null) throw error;
      if (limit === 'quota') return { problem: quotaReached(closing, id, error) };
      if (run.clock.now() >= deadline) return { problem: null };
    }
    tell(closing, run, 'waiting', 'three other accounts are being closed');
    await run.clock.sleep(PAUSE_MS, run.signal);
  }
}

function limitOf(error: unknown): 'quota' | 'in-flight' | null {
  const reason = awsReason(error);
  if (reason === 'CLOSE_ACCOUNT_QUOTA_EXCEEDED') return 'quota';
  if (reason === 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED') return 'in-flight';
  return awsCode(error) === 'TooManyRequestsException' ? 'in-flight' : null;
}

function quotaReached({ environment, at }: Closing, id: string, cause: unknown): Diagnostic {
  return diagnostic(
    'CloseQuotaReached',
    `account ${id} of ${environment} is not closed: the organization may close no more for now`,
    {
      hint: 'AWS counts closures over 30 days; the account stays tagged: run close-account or reap again later',
      at,
      cause: causeText(cause),
    },
  );
}

/** `polls`: pauses in ms, an answer after each. */
async function awaitState(id: string, run: Run, polls: readonly number[]): Promise<string | null> {
  let state: string | null = null;
  for (const wait of polls) {
    await run.clock.sleep(wait, run.signal);
    state = (await run.aws.organizations.describeAccount(id))?.state ?? state;
    if (state === 'CLOSED' || state === 'SUSPENDED') return state;
  }
  return state;
}

function refuseManagement(
  environment: Environment,
  { organization, caller }: AccountObservation,
  { id }: ObservedAccount,
): void {
  const { at } = environment.account;
  if (organization === null || organization.managementAccount !== caller) {
    fail('WrongAccount', `account ${id} is not closed: ${caller} is not the management account of its organization`, {
      hint: 'use credentials of the management account',
      at,
    });
  }
  if (organization.managementAccount === id) {
    fail('WrongAccount', `account ${id} is the management account, which is never closed`, { at });
  }
}

function done(
  { environment }: Closing,
  account: { readonly id: string | null; readonly state: string | null },
  outcome: CloseOutcome['outcome'],
  tags: ObservedAccount['tags'],
): CloseResult {
  const document: CloseOutcome = {
    environment,
    accountId: account.id,
    outcome,
    state: account.state,
    freesQuotaOn: freesQuotaOn(tags),
  };
  return { outcome: document, problem: null, askedBefore: null };
}
