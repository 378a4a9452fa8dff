import { EXIT } from '../../diagnostics/codes.ts';
import { destroyText } from '../../report/outcomes.ts';
import { removalText } from '../../report/removal.ts';
import { FIND_ACCOUNT, TAKE_DOWN, TAKE_STACK_SETS_DOWN } from '../actions.ts';
import type { Command } from '../command.ts';
import { confirm } from '../stages/approve.ts';
import { DestroyRun, isEmpty } from '../stages/destroy-run.ts';
import { connected } from '../stages/connected.ts';
import { isHalfWay } from '../stages/refusal.ts';
import { preview } from '../stages/tell.ts';
import { readToRemove } from '../stages/to-remove.ts';

interface DestroyArguments {
  readonly purge: boolean;
  readonly wait: boolean;
}

export const command: Command<DestroyArguments> = {
  positional: '[env..]',
  describe:
    'Take the services of an environment down in reverse order; protected ones, secrets and values set by hand stay',
  options: {
    purge: { type: 'boolean', default: false, describe: 'Remove secrets and values set by hand, too' },
    wait: { type: 'boolean', default: false, describe: 'Wait while a deployment holds the lock' },
  },
  examples: [['envctl destroy dev-emma', 'shows what goes and what is kept, then asks']],
  actions: [...FIND_ACCOUNT, ...TAKE_DOWN, ...TAKE_STACK_SETS_DOWN],
  run: async (context, args) => {
    const { prepared, named, all } = await readToRemove(context, args.env);
    return connected(
      context,
      all,
      async (run) => {
        const removal = new DestroyRun(context, run, {
          ...args,
          includeProtected: false,
          closing: false,
          alone: false,
          mayPlanAgain: context.options.yes,
        });
        const planned = await removal.plan(prepared, all);
        const due = planned.filter(({ plan }) => !isEmpty(plan));
        if (due.length > 0) {
          preview(context, `${due.map(({ plan }) => removalText(plan, context.style)).join('\n')}\n`);
          await confirm(context, `Destroy ${due.map(({ plan }) => plan.environment).join(', ')}?`);
        }
        const outcomes = await removal.execute(planned, all);
        const text = outcomes.map(({ document }) => destroyText(document, context.style)).join('\n');
        return { outcomes, several: outcomes.length > 1, text, ...(isHalfWay(outcomes) ? { exit: EXIT.failed } : {}) };
      },
      named,
    );
  },
};
