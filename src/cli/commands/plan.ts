import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT } from '../../diagnostics/codes.ts';
import { planDocument, planText } from '../../report/plan.ts';
import { warningText } from '../../report/errors.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { loadNamed } from '../stages/load.ts';
import { planAll } from '../stages/plan.ts';
import { onlyNames } from '../stages/only.ts';
import { prepareValid } from '../stages/prepare.ts';
import { serializePlans } from '../stages/plan-file.ts';

interface PlanArguments {
  readonly out?: string;
  readonly detailedExitcode: boolean;
  readonly readOnly: boolean;
  readonly prune: boolean;
  readonly only?: readonly string[];
}

export const command: Command<PlanArguments> = {
  positional: '[env..]',
  describe: 'Show everything that deploy would do, before anything is changed',
  options: {
    out: { type: 'string', describe: 'Save the plan to this file, for deploy --plan' },
    'detailed-exitcode': { type: 'boolean', default: false, describe: 'Exit with 2 when there are changes' },
    'read-only': {
      type: 'boolean',
      default: false,
      describe: 'Compare templates; upload nothing and make no change sets',
    },
    prune: { type: 'boolean', default: false, describe: 'Plan to delete stacks that the definition no longer names' },
    only: { type: 'string', describe: 'Only these services: a,b' },
  },
  examples: [
    ['envctl plan staging', 'what would change'],
    ['envctl plan prod --out prod.plan', 'review it, then envctl deploy --plan prod.plan'],
  ],
  actions: [
    'cloudformation:DescribeStacks',
    'cloudformation:CreateChangeSet',
    'cloudformation:DescribeChangeSet',
    's3:PutObject',
    'ssm:GetParametersByPath',
  ],
  run: async (context, args) => {
    const prepared = await prepareValid(await loadNamed(context, args.env));
    const only = onlyNames(args.only, prepared);
    const environments = prepared.map(({ environment }) => environment);
    return connected(context, environments, async (run) => {
      const { readOnly, prune } = args;
      const planned = await planAll(prepared, run, { only, prune, adopt: false, create: true, readOnly });
      if (args.out) {
        const file = resolve(context.host.cwd, args.out);
        await writeFile(file, serializePlans(planned), { mode: 0o600 });
      }
      const { style, host } = context;
      const outcomes = planned.map(({ plan, problems }) => ({
        document: planDocument(plan, problems),
        errors: problems,
      }));
      const text = planned.map(
        ({ plan }) =>
          plan.warnings.map((warning) => warningText(warning, host.cwd, style)).join('') + planText(plan, style),
      );
      const changed = planned.some(({ plan }) => plan.changes > 0);
      const exit =
        args.detailedExitcode && changed && outcomes.every(({ errors }) => errors.length === 0)
          ? { exit: EXIT.changes }
          : {};
      return { outcomes, several: planned.length > 1, text: text.join('\n'), ...exit };
    });
  },
};
