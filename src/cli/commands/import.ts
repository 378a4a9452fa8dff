import { fail } from '../../diagnostics/error.ts';
import { adoptAccount } from '../../execute/account/adopt.ts';
import type { AccountOutcome } from '../../model/account.ts';
import { observeAdoptable } from '../../observe/adoptable.ts';
import { planAdoption } from '../../plan/adoption.ts';
import { adoptionText } from '../../report/adoption.ts';
import { warningText } from '../../report/errors.ts';
import { cell, tableText } from '../../report/table.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { confirm } from '../stages/approve.ts';
import { connected } from '../stages/connected.ts';
import { loadOne } from '../stages/enter.ts';
import { preview } from '../stages/tell.ts';

interface ImportArguments {
  readonly accountId: string;
}

const CAREFUL =
  'the definition gives account.email, so that bootstrap and deploy give the account all of the baseline; with account.id instead, only the artifact bucket and the deploy role';

export const command: Command<ImportArguments> = {
  positional: '<account-id> [env]',
  describe: 'Adopt an account of the organization that is there already; shows first what that changes about it',
  options: {},
  examples: [['envctl import 210987654321 staging', 'tags it as the account of staging, after asking']],
  actions: [
    'organizations:DescribeAccount',
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListTagsForResource',
    'organizations:TagResource',
    'sts:AssumeRole',
  ],
  run: async (context, { accountId, env }) => {
    if (!/^\d{12}$/.test(accountId)) {
      fail('UsageInvalid', `"${accountId}" is not the id of an account: that has twelve digits`, {
        hint: 'envctl import <account-id> <environment>',
      });
    }
    const definition = await loadOne(context, env);
    return connected(context, [definition], async (run) => {
      const adoptable = await observeAdoptable(definition, accountId, run);
      const plan = planAdoption(adoptable.environment, adoptable.observation);
      if (plan.action !== 'none') {
        show(adoptionText(definition.name, adoptable.account, plan, context.style), definition.account.form, context);
        await confirm(context, `Adopt account ${accountId} for ${definition.name}?`);
      }
      const document = await adoptAccount(adoptable, run);
      return { outcomes: [{ document, errors: [] }], several: false, text: textOf(document, context) };
    });
  },
};

function show(text: string, form: string, context: Context): void {
  const { host, style } = context;
  const careful = form === 'member' ? warningText({ message: CAREFUL, at: null }, host.cwd, style) : '';
  preview(context, text + careful);
}

function textOf(
  { environment, accountId, name, organizationalUnit, roleArn, outcome }: AccountOutcome,
  { style }: Context,
): string {
  const row = [environment, accountId, name, organizationalUnit, roleArn, outcome].map(cell);
  return tableText(['environment', 'account', 'name', 'unit', 'role', 'outcome'], [row], style);
}
