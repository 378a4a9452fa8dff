import { homedir } from 'node:os';
import { join } from 'node:path';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { accessOf } from '../../observe/access.ts';
import { observeAccount } from '../../observe/account.ts';
import { requireAccount } from '../../observe/require.ts';
import { profileText, withProfile, type Profile } from '../access/config-file.ts';
import { profileOf } from '../access/profile-of.ts';
import { changeFile } from '../access/change-file.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { connected } from '../stages/connected.ts';
import { load, namesOf } from '../stages/load.ts';
import { listed } from '../stages/listed.ts';
import { warn } from '../stages/tell.ts';

interface ProfilesArguments {
  readonly write: boolean;
  readonly process: boolean;
}

/** One environment with the profile that leads into its account. */
interface Made {
  readonly environment: string;
  readonly accountId: string;
  readonly profile: Profile;
}

export const command: Command<ProfilesArguments> = {
  positional: '[env..]',
  describe:
    'Print the profiles of ~/.aws/config that lead into the accounts of environments; all of them, when none is named',
  options: {
    write: { type: 'boolean', default: false, describe: 'Put them into the file; everything else in it stays' },
    process: {
      type: 'boolean',
      default: false,
      describe: 'Have the AWS tools ask envctl for credentials; it has to be on the PATH then',
    },
  },
  examples: [
    ['envctl profiles staging', 'to look at'],
    ['envctl profiles --write', 'then aws s3 ls --profile notes-staging'],
  ],
  actions: [...FIND_ACCOUNT, 'organizations:ListCreateAccountStatus'],
  run: async (context, { env, write, process }) => {
    const names = namesOf(context, env);
    const { environments, diagnostics } = await load(context, names);
    if (diagnostics.length > 0) throw new EnvctlError(diagnostics);
    return connected(context, environments, async (run) => {
      const found = environments.map((environment) => make(environment, run, context, process, names.length === 0));
      const made = (await Promise.all(found)).filter((one) => one !== null);
      return result(made, write ? await written(made, context) : null, names.length !== 1);
    });
  },
};

/** Null for an environment without an account, when nobody asked for that one in particular. */
async function make(
  environment: Environment,
  run: Run,
  context: Context,
  process: boolean,
  mayBeMissing: boolean,
): Promise<Made | null> {
  try {
    const account = requireAccount(environment, await observeAccount(environment, run));
    const now = { caller: (await run.aws.caller()).account, time: run.clock.now() };
    const access = accessOf(environment, account, 'admin', now);
    const profile = profileOf({ environment, access, context, process });
    return { environment: environment.name, accountId: account.id, profile };
  } catch (error) {
    if (!mayBeMissing || !(error instanceof EnvctlError) || error.code !== 'AccountNotFound') throw error;
    warn(context, [{ message: `no profile for ${environment.name}: ${error.message}`, at: null }]);
    return null;
  }
}

interface Written {
  readonly file: string;
  readonly changed: boolean;
}

/** Throws NotOwned for a profile of the same name that envctl has not made; nothing is written then. */
async function written(made: readonly Made[], { host }: Context): Promise<Written> {
  const file = host.env['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config');
  const put = (text: string, { profile }: Made): string => withProfile(text, profile) ?? notOurs(file, profile);
  return { file, changed: await changeFile(file, (text) => made.reduce(put, text)) };
}

function notOurs(file: string, { name }: Profile): never {
  fail('NotOwned', `profile "${name}" in ${file} was not made by envctl`, {
    hint: 'rename or remove it there, then run the command again',
  });
}

function result(made: readonly Made[], file: Written | null, several: boolean): CommandResult {
  const outcomes = made.map(({ environment, accountId, profile }) => ({
    document: {
      environment,
      accountId,
      profile: profile.name,
      settings: profile.settings,
      file: file?.file ?? null,
      outcome: file === null ? 'printed' : file.changed ? 'written' : 'unchanged',
    },
    errors: [],
  }));
  const names = made.map(({ profile }) => profile.name).join(', ');
  const text =
    file === null
      ? made.map(({ profile }) => profileText(profile)).join('\n')
      : `${file.file}: ${file.changed ? `wrote ${names}` : 'nothing to change'}\n`;
  return { ...(several ? listed(outcomes) : { outcomes, several }), text };
}
