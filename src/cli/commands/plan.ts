import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { EXIT } from '../../diagnostics/codes.ts';
import { fail } from '../../diagnostics/error.ts';
import { writePrivate } from '../../files/private-file.ts';
import { forecastOf } from '../../plan/forecast.ts';
import type { Plan } from '../../model/plan.ts';
import type { Outcome } from '../../report/document.ts';
import { planDocument, planText } from '../../report/plan.ts';
import { removalDocument, removalText } from '../../report/removal.ts';
import { warningText } from '../../report/errors.ts';
import { SEE_ACCOUNT, READ_BASELINE, READ_STACK_SETS } from '../actions.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { checkBack } from '../stages/back.ts';
import { connected } from '../stages/connected.ts';
import { DestroyRun, isEmpty } from '../stages/destroy-run.ts';
import { loadNamed } from '../stages/load.ts';
import { planAll } from '../stages/plan.ts';
import { selectedNames } from '../stages/only.ts';
import { unplannedOutcome } from '../stages/refusal.ts';
import { prepareValid } from '../stages/prepare.ts';
import { serializePlans } from '../stages/plan-file.ts';
import { readToRemove } from '../stages/to-remove.ts';

type Given = PlanArguments & { readonly env: readonly string[] };

interface PlanArguments {
  readonly destroy: boolean;
  readonly out?: string;
  readonly detailedExitcode: boolean;
  readonly readOnly: boolean;
  readonly prune: boolean;
  readonly only?: string;
  readonly since?: string;
  readonly to?: string;
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
    since: { type: 'string', describe: 'Only services that changes since this commit concern' },
    to: { type: 'string', describe: 'Plan to go back to this earlier deployment' },
    destroy: { type: 'boolean', default: false, describe: 'Plan to take everything down instead' },
  },
  examples: [
    ['envctl plan staging', 'what would change'],
    ['envctl plan prod --out prod.plan', 'review it, then envctl deploy --plan prod.plan'],
  ],
  actions: [
    ...SEE_ACCOUNT,
    ...READ_BASELINE,
    ...READ_STACK_SETS,
    'cloudformation:CreateChangeSet',
    'cloudformation:DescribeChangeSet',
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudformation:ListChangeSets',
    'cloudformation:ListExports',
    'iam:PassRole',
    'organizations:ListCreateAccountStatus',
    's3:GetObject',
    's3:ListAllMyBuckets',
    's3:PutObject',
    'ssm:GetParametersByPath',
    'servicequotas:ListServiceQuotas',
  ],
  run: async (context, args) => {
    await checkOut(context, args);
    return args.destroy ? planDestruction(context, args) : planDeployment(context, args);
  },
};

/** Told before anything is planned: a plan that cannot be kept is lost. */
async function checkOut({ host }: Context, { out, destroy }: Given): Promise<void> {
  if (out === undefined) return;
  if (destroy)
    fail('UsageInvalid', '--out does not go with --destroy', { hint: 'envctl destroy shows what goes before it asks' });
  const folder = dirname(resolve(host.cwd, out));
  await access(folder, constants.W_OK).catch(() =>
    fail('UsageInvalid', `nothing can be written to ${folder}`, { hint: 'name a file in a folder that is there' }),
  );
}

async function planDeployment(context: Context, args: Given): Promise<CommandResult> {
  checkBack(args, args.env);
  const prepared = await prepareValid(await loadNamed(context, args.env));
  const only = await selectedNames(args, prepared);
  const environments = prepared.map(({ environment }) => environment);
  return connected(context, environments, async (run) => {
    const { readOnly, prune } = args;
    const options = { only, to: args.to ?? null, prune, adopt: false, create: true, readOnly };
    const { planned, unplanned } = await planAll(prepared, run, options);
    if (args.out) await writePrivate(resolve(context.host.cwd, args.out), serializePlans(planned));
    const { style, host } = context;
    const outcomes: Outcome[] = [
      ...planned.map(({ plan, problems, observation }) => ({
        document: planDocument(plan, problems, forecastOf(plan, observation.recorded)),
        errors: problems,
      })),
      ...unplanned.map(unplannedOutcome),
    ];
    const text = planned.map(({ plan, observation }) => {
      const warnings = plan.warnings.map((warning) => warningText(warning, host.cwd, style));
      return warnings.join('') + planText(plan, style, forecastOf(plan, observation.recorded));
    });
    const changes = planned.reduce((sum, { plan }) => sum + plan.changes, 0);
    const warnings = planned.flatMap(({ plan }) => plan.warnings);
    const several = prepared.length > 1;
    const told = text.join('\n') + writtenText(context, args.out, planned, outcomes);
    return { outcomes, several, warnings, text: told, ...exitOf(args, outcomes, changes) };
  });
}

/** Where the plan lies, and what it is for: one with refusals cannot be deployed. */
function writtenText(
  { options }: Context,
  out: string | undefined,
  planned: readonly { readonly plan: Plan }[],
  outcomes: readonly Outcome[],
): string {
  if (!out || options.quiet) return '';
  const isRefused = outcomes.some(({ errors }) => errors.length > 0);
  if (isRefused) return `\nwritten to ${out}\n`;
  const create = planned.some(({ plan }) => plan.account.action === 'create') ? ' --create' : '';
  return `\nwritten to ${out}: deploy it with envctl deploy --plan ${out}${create}\n`;
}

/** What `destroy` would do. */
async function planDestruction(context: Context, args: Given): Promise<CommandResult> {
  const { prepared, named, all } = await readToRemove(context, args.env);
  return connected(
    context,
    all,
    async (run) => {
      const seen = { purge: false, wait: false, mayPlanAgain: false };
      const options = { ...seen, includeProtected: false, closing: false, alone: false };
      const planned = await new DestroyRun(context, run, options).plan(prepared, all);
      const outcomes = planned.map(({ plan }) => ({ document: removalDocument(plan), errors: [] }));
      const text = planned.map(({ plan }) => removalText(plan, context.style)).join('\n');
      const changes = planned.filter(({ plan }) => !isEmpty(plan)).length;
      return { outcomes, several: planned.length > 1, text, ...exitOf(args, outcomes, changes) };
    },
    named,
  );
}

function exitOf(args: Given, outcomes: readonly Outcome[], changes: number): Pick<CommandResult, 'exit'> {
  const refused = outcomes.some(({ errors }) => errors.length > 0);
  return args.detailedExitcode && changes > 0 && !refused ? { exit: EXIT.changes } : {};
}
