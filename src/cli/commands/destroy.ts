import type { RemovalPlan } from '../../model/removal.ts';
import { clean } from '../../report/clean.ts';
import { destroyText } from '../../report/outcomes.ts';
import type { Style } from '../../report/style.ts';
import type { Command } from '../command.ts';
import { confirm } from '../stages/approve.ts';
import { DestroyRun, isEmpty } from '../stages/destroy-run.ts';
import { connected } from '../stages/connected.ts';
import { load, loadNamed } from '../stages/load.ts';
import { prepareValid } from '../stages/prepare.ts';

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
  actions: [
    'sts:AssumeRole',
    'cloudformation:DescribeStacks',
    'cloudformation:DeleteStack',
    'ssm:GetParametersByPath',
    'ssm:DeleteParameters',
  ],
  run: async (context, args) => {
    const loaded = await loadNamed(context, args.env);
    const prepared = await prepareValid(loaded);
    const everything = await load(context, []);
    return connected(context, everything.environments, async (run) => {
      const removal = new DestroyRun(context, run, { ...args, includeProtected: false, closing: false });
      const planned = await removal.plan(prepared, everything);
      const due = planned.filter(({ plan }) => !isEmpty(plan));
      if (due.length > 0) {
        if (context.options.output === 'text')
          context.host.stderr.write(due.map(({ plan }) => removalText(plan, context.style)).join('\n'));
        await confirm(context, `Destroy ${due.map(({ plan }) => plan.environment).join(', ')}?`);
      }
      const outcomes = await removal.execute(planned);
      const text = outcomes.map(({ document }) => destroyText(document, context.style)).join('\n');
      return { outcomes, several: outcomes.length > 1, text };
    });
  },
};

/** What goes and what is kept, before anything is touched. */
export function removalText(plan: RemovalPlan, style: Style): string {
  const lines = plan.services.map(({ service, region, action, reason }) => {
    const place = region === plan.region ? '' : ` in ${region}`;
    if (action === 'absent') return style.dim(`    ${clean(service)}${place}  is not there`);
    if (action === 'kept') return `  ${style.warn('=')} ${clean(service)}${place}  kept: ${reason ?? ''}`;
    return `  ${style.bad('-')} ${clean(service)}${place}`;
  });
  const parameters = plan.parameters.length > 0 ? [`  ${style.bad('-')} ${plan.parameters.length} parameters`] : [];
  const kept = plan.kept.length > 0 ? [`  kept: ${plan.kept.map(clean).join(', ')}`] : [];
  const head = style.strong(`${plan.project}/${plan.environment}`) + style.dim(` in ${plan.accountId ?? 'no account'}`);
  return `${[head, ...lines, ...parameters, ...kept].join('\n')}\n`;
}
