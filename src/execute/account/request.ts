import { awsCode, awsReason, statusOf } from '../../aws/codes.ts';
import type { AccountCreation } from '../../aws/types/organizations.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Environment, MemberAccount } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { accountTags } from '../../plan/account.ts';
import { refuseCreation } from './failure.ts';

/** Five creations may be in progress in an organization (Organizations quotas); one takes seconds to minutes. */
const WAIT_MS = 10_000;
const PATIENCE_MS = 30 * 60_000;

/** AWS's ways of saying "not now": nothing was made, and asking again is safe. */
const NOT_NOW = new Set([
  'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED',
  'TooManyRequestsException',
  'FinalizingOrganizationException',
  'ConcurrentModificationException',
]);

/**
 * Asks for an account, with its tags, so that it is ours from its first moment. Waits while five others are being made.
 * Null: nobody knows whether the request arrived, because the answer was lost; what there is has to be looked up again
 * before another is sent, for the call has no idempotency token.
 */
export async function requestAccount(
  environment: Environment,
  account: MemberAccount,
  run: Run,
): Promise<AccountCreation | null> {
  const { email, name, role } = account;
  const request = { email, name, role, tags: accountTags(environment, account) };
  const deadline = run.clock.now() + PATIENCE_MS;
  for (;;) {
    run.signal.throwIfAborted();
    try {
      return await run.aws.organizations.createAccount(request);
    } catch (error) {
      if (run.signal.aborted) throw error;
      const why = judge(error);
      if (why === 'lost') return null;
      if (why === 'limit') refuseCreation(account, 'ACCOUNT_LIMIT_EXCEEDED', error);
      if (why === 'fatal') throw error;
      if (run.clock.now() >= deadline) giveUp(account, error);
      run.emit({
        environment: environment.name,
        subject: 'account',
        phase: 'waiting',
        message: 'other accounts are being made',
      });
      await run.clock.sleep(WAIT_MS, run.signal);
    }
  }
}

function judge(error: unknown): 'not-now' | 'limit' | 'lost' | 'fatal' {
  if (!(error instanceof EnvctlError)) return 'fatal';
  const reason = awsReason(error) ?? '';
  if (NOT_NOW.has(awsCode(error) ?? '') || NOT_NOW.has(reason)) return 'not-now';
  if (reason === 'ACCOUNT_NUMBER_LIMIT_EXCEEDED') return 'limit';
  const status = statusOf(error);
  return error.code === 'AwsError' && (status === null || status >= 500) ? 'lost' : 'fatal';
}

function giveUp(account: MemberAccount, cause: unknown): never {
  fail(
    'AccountNotReady',
    `organizations:CreateAccount: AWS took no request for account ${account.name} for half an hour`,
    {
      hint: 'run create-account again later: nothing was made',
      at: account.at,
      cause,
    },
  );
}
