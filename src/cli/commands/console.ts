import { fail } from '../../diagnostics/error.ts';
import { consoleUrl, loginUrl, switchRoleUrl } from '../../model/console.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { accessOf, type AccessPurpose } from '../../observe/access.ts';
import { observeAccount } from '../../observe/account.ts';
import { requireAccount } from '../../observe/require.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { connected } from '../stages/connected.ts';
import { enter, loadOne, ROLE_OPTION, type Entered } from '../stages/enter.ts';
import { warn } from '../stages/tell.ts';

interface ConsoleArguments {
  readonly role: AccessPurpose;
  readonly switchRole: boolean;
  readonly hours?: number;
}

/** Characters that the console takes for the name of a role that was switched to. */
const LONGEST_NAME = 64;

interface ConsoleLink {
  readonly environment: string;
  readonly accountId: string;
  readonly url: string;
}

export const command: Command<ConsoleArguments> = {
  positional: '[env]',
  describe: "Print a link to the AWS console of an environment's account",
  options: {
    ...ROLE_OPTION,
    'switch-role': {
      type: 'boolean',
      default: false,
      describe: 'A link for somebody who is signed in already, with account, role, name and colour; it holds no secret',
    },
    hours: {
      type: 'number',
      describe: 'How long the session lasts, 1 to 12; only when a user with keys assumes the role',
    },
  },
  examples: [
    ['envctl console staging', 'signs in whoever opens it within 15 minutes: keep it to yourself'],
    ['envctl console staging --switch-role', 'to keep or to pass on'],
  ],
  actions: FIND_ACCOUNT,
  run: async (context, { env, role, switchRole, hours }) => {
    if (hours !== undefined && (hours < 1 || hours > 12))
      fail('UsageInvalid', `--hours takes a number from 1 to 12, not ${hours}`);
    const environment = await loadOne(context, env);
    return connected(context, [environment], async (run) => {
      const document = switchRole
        ? await switchLink(environment, role, run)
        : await signinLink(await enter(environment, role, run), hours, context);
      return { outcomes: [{ document, errors: [] }], several: false, text: `${document.url}\n` };
    });
  },
};

async function signinLink(
  { environment, gateways, run }: Entered,
  hours: number | undefined,
  context: Context,
): Promise<ConsoleLink> {
  const { region, name } = environment;
  const caller = await run.aws.caller();
  const { sessionToken } = await gateways.credentials();
  if (sessionToken === null) {
    fail('CredentialsMissing', `the long-term keys of ${gateways.arn} give no sign-in link`, {
      hint: 'sign in to the console as that user, or use credentials that come from a role',
    });
  }
  const mayLast = isUser(caller.arn) && gateways.arn !== caller.arn;
  if (hours !== undefined && !mayLast) {
    const message = 'the session lasts as long as its credentials: AWS takes --hours only when a user assumes the role';
    warn(context, [{ message, at: null }]);
  }
  const seconds = hours !== undefined && mayLast ? hours * 3_600 : null;
  const token = await gateways.signinToken({ region, seconds });
  return { environment: name, accountId: gateways.account, url: loginUrl(region, token, consoleUrl(region)) };
}

/** Not one who has come by a role already: what is got with its credentials counts as chained. */
function isUser(arn: string): boolean {
  return arn.includes(':user/');
}

async function switchLink(environment: Environment, purpose: AccessPurpose, run: Run): Promise<ConsoleLink> {
  const { project, name, region, account: defined } = environment;
  const account = requireAccount(environment, await observeAccount(environment, run));
  const now = { caller: (await run.aws.caller()).account, time: run.clock.now() };
  const wanted = environment.baseline.deployRole === null ? 'admin' : purpose;
  const { role, externalId } = accessOf(environment, account, wanted, now);
  if (role === null || externalId !== null) {
    const why =
      role === null
        ? 'it is entered without a role'
        : 'its role wants an external id, which the console has no field for';
    fail('UsageInvalid', `there is no switch-role link to account ${account.id} of ${name}: ${why}`, {
      hint: `use envctl console ${name} without --switch-role`,
      at: defined.at,
    });
  }
  const url = switchRoleUrl({
    account: account.id,
    role: role.slice(role.indexOf('/') + 1),
    displayName: `${project}-${name}`.slice(0, LONGEST_NAME),
    isProtected: environment.protected,
    region,
  });
  return { environment: name, accountId: account.id, url };
}
