import type { Options } from 'yargs';
import type { AccountGateways } from '../../aws/types/account.ts';
import { fail } from '../../diagnostics/error.ts';
import type { ObservedAccount } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { enterAccount, type AccessPurpose } from '../../observe/access.ts';
import { observeAccount } from '../../observe/account.ts';
import { requireAccount } from '../../observe/require.ts';
import type { Context } from '../context.ts';
import { connected } from './connected.ts';
import { loadValid } from './load.ts';

/** One environment whose account is there, and the way into it. */
export interface Entered {
  readonly environment: Environment;
  readonly account: ObservedAccount;
  readonly gateways: AccountGateways;
  readonly run: Run;
}

/** The option of commands that hand the account to a person or a program. */
export const ROLE_OPTION = {
  role: {
    type: 'string',
    choices: ['admin', 'deploy'],
    default: 'admin',
    describe: 'The role that came with the account, or the one that the baseline made to deploy with',
  },
} as const satisfies Record<string, Options>;

/** The one environment that a command is about. Throws UsageInvalid for more, and what is wrong with its definition. */
export async function loadOne(context: Context, given: readonly string[]): Promise<Environment> {
  const { environments } = await loadValid(context, given);
  const [environment] = environments;
  if (environment) return environment;
  fail('UsageInvalid', 'no environment was named', { hint: 'name one, or set ENVCTL_ENVIRONMENT' });
}

/** Does the work in the account of the one environment that a command is about. Throws AccountNotFound, WrongAccount, … */
export async function inAccount<T>(
  context: Context,
  given: readonly string[],
  purpose: AccessPurpose,
  work: (entered: Entered) => Promise<T>,
): Promise<T> {
  const environment = await loadOne(context, given);
  return connected(context, [environment], async (run) => work(await enter(environment, purpose, run)));
}

/** The way into the account of an environment. */
export async function enter(environment: Environment, purpose: AccessPurpose, run: Run): Promise<Entered> {
  const account = requireAccount(environment, await observeAccount(environment, run));
  return { environment, account, run, gateways: await enterAccount(environment, account, purpose, run) };
}
