import { rehearsalText } from '../../report/rehearsal.ts';
import { SEE_ACCOUNT, READ_BASELINE, READ_STACK_SETS } from '../actions.ts';
import type { Command } from '../command.ts';
import { look } from '../rehearse/look.ts';
import { rehearse } from '../rehearse/rehearse.ts';
import { loadNamed } from '../stages/load.ts';
import { selectedNames } from '../stages/only.ts';
import { prepareValid } from '../stages/prepare.ts';

interface RehearseArguments {
  readonly faults: boolean;
  readonly empty: boolean;
  readonly only?: string;
  readonly since?: string;
  readonly prune: boolean;
}

export const command: Command<RehearseArguments> = {
  positional: '[env..]',
  describe: 'Carry out the plan on the embedded AWS, in no time: how long, how many calls, what recovers how',
  options: {
    faults: {
      type: 'boolean',
      default: false,
      describe: 'Let everything go wrong that can, one after the other, and run it again each time',
    },
    empty: { type: 'boolean', default: false, describe: 'Begin with an empty organization; AWS is not asked' },
    only: { type: 'string', describe: 'Only these services: a,b' },
    since: { type: 'string', describe: 'Only services that changes since this commit concern' },
    prune: { type: 'boolean', default: false, describe: 'Delete stacks that the definition no longer names' },
  },
  examples: [
    ['envctl rehearse prod', 'how long would it take, and what for?'],
    ['envctl rehearse prod --faults', 'what if the database fails, or the laptop is closed?'],
    ['envctl rehearse prod --empty', 'how long from nothing?'],
  ],
  actions: [
    ...SEE_ACCOUNT,
    ...READ_BASELINE,
    ...READ_STACK_SETS,
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'organizations:ListCreateAccountStatus',
    'ssm:GetParametersByPath',
    's3:GetObject',
    's3:ListAllMyBuckets',
  ],
  run: async (context, args) => {
    const prepared = await prepareValid(await loadNamed(context, args.env));
    const only = await selectedNames(args, prepared);
    const { prune, empty, faults } = args;
    const looked = await look(context, prepared, { only, prune, empty });
    const results = await rehearse(context, looked, { only, prune, faults });
    const text = results.map(({ document }) => rehearsalText(document, context.style)).join('\n');
    return { outcomes: results, several: results.length > 1, text };
  },
};
