import { basename, resolve } from 'node:path';
import { fail } from '../../diagnostics/error.ts';
import type { Plan } from '../../model/plan.ts';
import { BASELINE, CREATE_ACCOUNT, SEE_ACCOUNT, STACK_SETS } from '../actions.ts';
import type { Command } from '../command.ts';
import { DeployRun, type DeployArguments } from '../stages/deploy-run.ts';
import { checkBack } from '../stages/back.ts';
import { connected } from '../stages/connected.ts';
import { loadNamed } from '../stages/load.ts';
import { approvedNames, selectedNames } from '../stages/only.ts';
import { readPlans } from '../stages/plan-file.ts';
import { prepareValid } from '../stages/prepare.ts';

export const command: Command<DeployArguments> = {
  positional: '[env..]',
  describe: 'Deploy services in the order of their dependencies, after showing what changes',
  options: {
    only: { type: 'string', describe: 'Only these services: a,b' },
    since: { type: 'string', describe: 'Only services that changes since this commit concern' },
    approve: { type: 'string', describe: 'Services whose change is approved: a,b, or all' },
    create: { type: 'boolean', default: false, describe: 'Create the account first where there is none' },
    'create-organization': {
      type: 'boolean',
      default: false,
      describe: 'With --create: make the organization where there is none',
    },
    prune: { type: 'boolean', default: false, describe: 'Delete stacks that the definition no longer names' },
    'fail-fast': { type: 'boolean', default: false, describe: 'Start nothing new after the first failure' },
    wait: { type: 'boolean', default: false, describe: 'Wait while another deployment holds the lock' },
    adopt: {
      type: 'boolean',
      default: false,
      describe: 'Take over stacks of the same name that carry no tags of envctl',
    },
    to: {
      type: 'string',
      describe: "Go back to the artifacts and parameters of this earlier deployment, by history's id",
    },
    plan: { type: 'string', describe: 'Execute exactly this saved plan, or refuse' },
  },
  examples: [
    ['envctl deploy staging', 'plan, ask, deploy'],
    ['envctl deploy staging prod --yes --approve database', 'without a terminal'],
    ['envctl deploy dev-emma --create --yes', 'the account, its baseline, and its services'],
    ['envctl deploy --plan prod.plan', 'what was reviewed, and nothing else'],
    ['envctl deploy prod --to 4f1c09a2b7de', 'what an earlier deployment had deployed'],
  ],
  actions: [
    ...SEE_ACCOUNT,
    ...CREATE_ACCOUNT,
    ...BASELINE,
    ...STACK_SETS,
    'cloudformation:CreateChangeSet',
    'cloudformation:DeleteStack',
    'cloudformation:DescribeChangeSet',
    'cloudformation:DescribeStackEvents',
    'cloudformation:ExecuteChangeSet',
    'cloudformation:GetTemplate',
    'cloudformation:ListChangeSets',
    'cloudformation:ListExports',
    'iam:PassRole',
    's3:GetObject',
    's3:ListAllMyBuckets',
    's3:PutObject',
    'ssm:DeleteParameters',
    'ssm:GetParametersByPath',
    'ssm:PutParameter',
  ],
  run: async (context, args) => {
    const saved = args.plan === undefined ? null : await readPlans(resolve(context.host.cwd, args.plan));
    const names = saved ? savedNames(saved, args) : args.env;
    checkBack(args, names);
    const prepared = await prepareValid(await loadNamed(context, names));
    const only = await selectedNames(args, prepared);
    const environments = prepared.map(({ environment }) => environment);
    return connected(context, environments, async (run) => {
      return await new DeployRun(context, run, args, { only, approved: approvedNames(args.approve, prepared) }).execute(
        prepared,
        saved,
      );
    });
  },
};

/** A saved plan is executed as it is: nothing may be left out of it, or be added. */
function savedNames(saved: readonly Plan[], args: DeployArguments & { readonly env: readonly string[] }): string[] {
  const names = saved.map(({ environment }) => environment);
  const other = args.env.filter((name) => !names.includes(basename(name).replace(/\.ya?ml$/, '')));
  const hint = 'a saved plan is executed exactly; make another one for anything else';
  if (other.length > 0)
    fail('UsageInvalid', `the plan is for ${names.join(', ')}, not for ${other.join(', ')}`, { hint });
  const option =
    (['only', 'since', 'to'] as const).find((name) => args[name] !== undefined) ?? (args.prune ? 'prune' : null);
  if (option !== null) fail('UsageInvalid', `--${option} does not go with --plan`, { hint });
  return names;
}
