import { createAccount } from '../../execute/account/create.ts';
import { asFailure } from '../../execute/failed.ts';
import type { AccountOutcome } from '../../model/account.ts';
import { observeAccount } from '../../observe/account.ts';
import type { Outcome } from '../../report/document.ts';
import { cell, tableText } from '../../report/table.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { loadValid } from '../stages/load.ts';

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
  actions: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListRoots',
    'organizations:ListTagsForResource',
    'organizations:ListCreateAccountStatus',
    'organizations:DescribeCreateAccountStatus',
    'organizations:CreateAccount',
    'organizations:TagResource',
    'organizations:ListParents',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:CreateOrganizationalUnit',
    'organizations:MoveAccount',
    'sts:AssumeRole',
  ],
  run: async (context, args) => {
    const { environments } = await loadValid(context, args.env);
    return connected(context, environments, async (run) => {
      const outcomes = await Promise.all(
        environments.map(async (environment): Promise<Outcome> => {
          try {
            const observation = await observeAccount(environment, run, 'manage');
            return { document: await createAccount(environment, observation, run, args), errors: [] };
          } catch (error) {
            return { document: { environment: environment.name }, errors: asFailure(error).diagnostics };
          }
        }),
      );
      const rows = outcomes.flatMap(({ document, errors }) =>
        errors.length === 0 ? [rowOf(document as AccountOutcome)] : [],
      );
      const text = tableText(['environment', 'account', 'name', 'unit', 'role', 'outcome'], rows, context.style);
      return { outcomes, several: environments.length > 1, text };
    });
  },
};

function rowOf({ environment, accountId, name, organizationalUnit, roleArn, outcome }: AccountOutcome): string[] {
  return [environment, accountId, name, organizationalUnit, roleArn, outcome].map(cell);
}
