import { applyBaseline } from '../../baseline/apply.ts';
import { planBootstrap } from '../../execute/bootstrap.ts';
import type { BaselineOutcome, BaselineStep } from '../../model/baseline.ts';
import type { Environment } from '../../model/environment.ts';
import { cell, tableText } from '../../report/table.ts';
import { BASELINE, FIND_ACCOUNT } from '../actions.ts';
import type { Warning } from '../../diagnostics/diagnostic.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { connected } from '../stages/connected.ts';
import { loadValid } from '../stages/load.ts';
import { printTrust } from '../stages/print-trust.ts';
import { sideBySide } from '../stages/side-by-side.ts';
import { warn } from '../stages/tell.ts';

interface BootstrapArguments {
  readonly printTrust: boolean;
  readonly templateUrl?: string;
}

export const command: Command<BootstrapArguments> = {
  positional: '[env..]',
  describe: 'Give an account its baseline: artifact bucket, roles, encryption, and what else the definition asks for',
  options: {
    'print-trust': {
      type: 'boolean',
      default: false,
      describe: "Only print what a customer needs to let us into their account: the role's trust policy and a template",
    },
    'template-url': {
      type: 'string',
      describe: 'With --print-trust: where that template lies in S3, for a quick-create link',
    },
  },
  examples: [
    ['envctl bootstrap staging', 'set up, or check that everything is in place'],
    ['envctl bootstrap customer17 --print-trust', 'for the owner of the account'],
  ],
  actions: [...FIND_ACCOUNT, ...BASELINE],
  run: async (context, { env, printTrust: onlyTrust, templateUrl }) => {
    const { environments } = await loadValid(context, env);
    return connected(context, environments, async (run) => {
      if (onlyTrust) return printTrust(environments, run, context, templateUrl);
      const result = await sideBySide(environments, {
        look: (environment) => planBootstrap(environment, run),
        act: ({ gateways, steps }, environment) => {
          warn(
            context,
            steps.flatMap((step) => skippedWarning(step, environment)),
          );
          return applyBaseline(environment, steps, gateways, run);
        },
      });
      const text = result.outcomes
        .map(({ document, errors }) => (errors.length === 0 ? textOf(document as BaselineOutcome, context) : ''))
        .join('\n');
      return { ...result, text };
    });
  },
};

function skippedWarning({ item, action, reason }: BaselineStep, environment: Environment): Warning[] {
  if (action !== 'skipped') return [];
  return [{ message: `${environment.name}: ${item} is skipped: ${reason ?? ''}`, at: null }];
}

function textOf({ environment, accountId, outcome, items }: BaselineOutcome, { style }: Context): string {
  const head = `${style.strong(environment)} ${style.dim(accountId)}: ${outcome === 'unchanged' ? style.good('everything is in place') : outcome}\n`;
  const rows = items.map(({ item, region, action }) => [
    item,
    cell(region),
    action === 'none' ? style.dim('in place') : action,
  ]);
  return head + tableText(['item', 'region', 'action'], rows, style, '  ');
}
