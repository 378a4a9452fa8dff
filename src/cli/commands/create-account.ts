import { checkCreatable } from '../../execute/account/creatable.ts';
import { createAccount } from '../../execute/account/create.ts';
import type { AccountOutcome } from '../../model/account.ts';
import { observeAccount } from '../../observe/account.ts';
import { cell, tableText } from '../../report/table.ts';
import { CREATE_ACCOUNT, FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { loadValid } from '../stages/load.ts';
import { sideBySide } from '../stages/side-by-side.ts';

interface CreateArguments {
  readonly createOrganization: boolean;
  readonly adopt: boolean;
}

export const command: Command<CreateArguments> = {
  positional: '[env..]',
  describe: 'Create or find the account of an environment, place, tag and name it, and wait until it can be used',
  options: {
    'create-organization': { type: 'boolean', default: false, describe: 'Make the organization where there is none' },
    adopt: {
      type: 'boolean',
      default: false,
      describe: 'Take an account with this e-mail that carries no tags of envctl',
    },
  },
  examples: [
    ['envctl create-account staging', 'one account'],
    ['envctl create-account dev staging prod', 'three, side by side'],
  ],
  actions: [...FIND_ACCOUNT, ...CREATE_ACCOUNT],
  run: async (context, args) => {
    const { environments } = await loadValid(context, args.env);
    return connected(context, environments, async (run) => {
      const result = await sideBySide(environments, {
        look: async (environment) => {
          const observation = await observeAccount(environment, run, 'manage');
          checkCreatable(environment, observation, args);
          return observation;
        },
        act: (observation, environment) => createAccount(environment, observation, run, args),
      });
      const rows = result.outcomes.flatMap(({ document, errors }) =>
        errors.length === 0 ? [rowOf(document as AccountOutcome)] : [],
      );
      const text = tableText(['environment', 'account', 'name', 'unit', 'role', 'outcome'], rows, context.style);
      return { ...result, text };
    });
  },
};

function rowOf({ environment, accountId, name, organizationalUnit, roleArn, outcome }: AccountOutcome): string[] {
  return [environment, accountId, name, organizationalUnit, roleArn, outcome].map(cell);
}
