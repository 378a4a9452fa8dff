import { fail } from '../../diagnostics/error.ts';
import { isProgram } from '../../files/program.ts';
import type { AccessPurpose } from '../../observe/access.ts';
import { awsVariables } from '../access/variables.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import { inAccount, ROLE_OPTION } from '../stages/enter.ts';

interface ExecArguments {
  readonly role: AccessPurpose;
  /** What follows `--`. */
  readonly '--'?: readonly string[];
  /** What stands before it and is not the environment. */
  readonly words?: readonly string[];
}

export const command: Command<ExecArguments> = {
  positional: '[env] [words..]',
  describe: "Run a command with the credentials of an environment's account, and end with its exit status",
  options: ROLE_OPTION,
  examples: [
    ['envctl exec staging -- aws s3 ls', 'whatever follows -- is the command'],
    ['envctl exec staging --role deploy -- npm run smoke', 'with what the deploy role may do'],
  ],
  actions: FIND_ACCOUNT,
  run: async (context, { env, role, words = [], ...rest }) => {
    const [program, ...parameters] = rest['--'] ?? [];
    if (program === undefined || words.length > 0) {
      fail('UsageInvalid', program === undefined ? 'no command was given' : `"${words[0]}" stands before --`, {
        hint: `put the command after --: envctl exec ${env[0] ?? '<env>'} -- ${words.length > 0 ? words.join(' ') : 'aws s3 ls'}`,
      });
    }
    const { host } = context;
    if (!isProgram(program, host.cwd, host.env['PATH'])) {
      fail('UsageInvalid', `${program} cannot be started`, { hint: 'check that it is installed and on the PATH' });
    }
    const variables = await inAccount(context, env, role, async ({ environment, gateways }) =>
      awsVariables(await gateways.credentials(), environment.region),
    );
    const exit = await host.foreground({ command: program, parameters, env: { ...host.env, ...variables } });
    return { outcomes: [], several: false, text: '', exit, isWritten: true };
  },
};
