import { EXIT } from '../../diagnostics/codes.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { reapOutcome, reapSite, type Reaping } from '../../execute/reap.ts';
import { Slots } from '../../execute/slots.ts';
import type { WithErrors } from '../../model/outcome.ts';
import type { ReapOutcome } from '../../model/reap.ts';
import type { Run } from '../../model/run.ts';
import { observeExpired } from '../../observe/expired.ts';
import { observeSites, type ReapScope } from '../../observe/reap-sites.ts';
import { planReaping } from '../../plan/reap.ts';
import { isDue, planClosure, planReap } from '../../plan/reap-accounts.ts';
import { reapPlanText, reapText } from '../../report/reap.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { confirm } from '../stages/approve.ts';
import { connected } from '../stages/connected.ts';
import { listed } from '../stages/listed.ts';
import { preview } from '../stages/tell.ts';

interface ReapArguments {
  readonly close: boolean;
  readonly purge: boolean;
  readonly project?: string;
  readonly role: string;
}

type Result = WithErrors<ReapOutcome>;

export const command: Command<ReapArguments> = {
  positional: '',
  describe: 'Destroy environments whose time is over, and go on with closures that had to wait; reads AWS, not files',
  options: {
    close: { type: 'boolean', default: false, describe: 'Close their accounts, too, where nothing else lives in them' },
    purge: { type: 'boolean', default: false, describe: 'Remove secrets and values set by hand, too' },
    project: { type: 'string', describe: 'Only this project; otherwise every one in the organization' },
    role: {
      type: 'string',
      default: 'OrganizationAccountAccessRole',
      describe: 'Role by which member accounts are entered; the deploy role of the project, where it lets nobody in',
    },
  },
  examples: [
    ['envctl reap', 'what is due; changes nothing without a yes'],
    ['envctl reap --yes --close', 'as a scheduled job'],
  ],
  actions: [
    'cloudformation:DeleteStack',
    'cloudformation:DescribeStackEvents',
    'cloudformation:DescribeStacks',
    'cloudformation:ListImports',
    'ec2:DescribeRegions',
    'organizations:CloseAccount',
    'organizations:DescribeAccount',
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListTagsForResource',
    'organizations:TagResource',
    's3:GetBucketTagging',
    's3:GetObject',
    's3:ListAllMyBuckets',
    's3:ListBucket',
    's3:PutObject',
    'ssm:DeleteParameters',
    'ssm:GetParametersByPath',
    'sts:AssumeRole',
  ],
  run: (context, { close, purge, project, role }) =>
    connected(context, [], async (run) => {
      const region = context.options.region ?? context.host.env['AWS_REGION'] ?? 'us-east-1';
      const scope: ReapScope = { close, role, region, project: project ?? null };
      const { reapings, problems } = await plan(scope, purge, run);
      const refusal = await ask(reapings, context);
      if (refusal) return result(reapings.map(untouched), [...refusal.diagnostics, ...problems], context);
      const results = await carryOut(reapings, run, context);
      return afterwards(results, result(results, problems, context));
    }),
};

async function plan(
  scope: ReapScope,
  purge: boolean,
  run: Run,
): Promise<{ reapings: readonly Reaping[]; problems: readonly Diagnostic[] }> {
  const { sites, closing, problems } = await observeSites(scope, run);
  const { expired, stacks } = await observeExpired(sites, scope, run);
  const removals = planReaping(
    expired.map(({ environment }) => environment),
    stacks,
    purge,
  );
  const over = expired.flatMap(({ environment, site }) => {
    const removal = removals.get(environment);
    const { account, closable } = site;
    if (!removal) return [];
    return [{ site, plan: planReap({ environment, removal, account, closable, stacks, close: scope.close }) }];
  });
  const waiting = closing.map((account) => ({ site: { account }, plan: planClosure(account) }));
  const reapings = [...over.filter(isWorthTelling), ...waiting].sort((a, b) => compare(nameOf(a), nameOf(b)));
  return { reapings, problems };
}

/** Not what has gone already, and whose account nobody wants to be closed. */
function isWorthTelling({ plan: one }: Reaping): boolean {
  return isDue(one) || one.kept !== null || (one.removal?.services.length ?? 0) > 0;
}

function nameOf({ plan: { project, environment, accountId } }: Reaping): string {
  return `${project}/${environment} ${accountId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Shows what is due, and asks; the refusal where nobody can be asked, or the answer is no. */
async function ask(reapings: readonly Reaping[], context: Context): Promise<EnvctlError | null> {
  const due = reapings.filter((one) => isDue(one.plan));
  if (due.length === 0) return null;
  preview(context, `${reapings.map((one) => reapPlanText(one.plan, context.style)).join('\n')}\n`);
  try {
    await confirm(context, `Reap ${due.map(({ plan: { environment } }) => environment).join(', ')}?`);
    return null;
  } catch (error) {
    if (error instanceof EnvctlError) return error;
    throw error;
  }
}

async function carryOut(reapings: readonly Reaping[], run: Run, { host, options }: Context): Promise<Result[]> {
  const holder = { host: host.hostname, user: host.user, pid: host.pid, command: 'reap' };
  const slots = new Slots(options.concurrency);
  const sites = new Set(reapings.map(siteOf));
  const results = [...sites].map(async (site) => {
    const here = reapings.filter((one) => siteOf(one) === site);
    const due = here.filter((one) => isDue(one.plan));
    const rest = here.filter((one) => !isDue(one.plan)).map(untouched);
    return [...(await reapSite(due, { run, holder, slots })), ...rest];
  });
  return (await Promise.all(results)).flat();
}

/** Stacks of one project in one account may import from each other. */
function siteOf({ plan: { accountId, project } }: Reaping): string {
  return `${accountId} ${project}`;
}

function untouched({ plan: one }: Reaping): Result {
  return { document: reapOutcome(one, isDue(one) ? 'due' : 'kept'), errors: [] };
}

/** Once something was changed, what went wrong beside it is a failure, not a refusal. */
function afterwards(results: readonly Result[], whole: CommandResult): CommandResult {
  const errors = whole.outcomes.flatMap((outcome) => outcome.errors);
  const failed = errors.length > 0 && errors.every(({ code }) => code !== 'Interrupted');
  return failed && results.some(({ document }) => hasChanged(document)) ? { ...whole, exit: EXIT.failed } : whole;
}

const UNTOUCHED = new Set<ReapOutcome['outcome']>(['due', 'kept', 'renewed', 'failed']);

function hasChanged({ outcome, services }: ReapOutcome): boolean {
  return !UNTOUCHED.has(outcome) || services.some((service) => service.outcome === 'deleted');
}

function result(results: readonly Result[], problems: readonly Diagnostic[], { style }: Context): CommandResult {
  const text = reapText(
    results.map(({ document }) => document),
    style,
  );
  const rest = problems.length > 0 ? [{ document: null, errors: problems }] : [];
  return { ...listed([...results, ...rest]), text };
}
