import { EnvctlError } from '../../diagnostics/error.ts';
import { EXIT } from '../../diagnostics/codes.ts';
import { asFailure } from '../../execute/failed.ts';
import type { Environment } from '../../model/environment.ts';
import { clean } from '../../report/clean.ts';
import type { Style } from '../../report/style.ts';
import { FIND_ACCOUNT, READ_BASELINE } from '../actions.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { checkEnvironment } from '../doctor/access.ts';
import { checkClock, checkCredentials, checkOrganization } from '../doctor/caller.ts';
import { failing, note, problemOf, type Check } from '../doctor/check.ts';
import { checkDefinitions, checkGit, checkNode } from '../doctor/machine.ts';
import { checkPermissions, type Needs } from '../doctor/permissions.ts';
import { connected } from '../stages/connected.ts';
import { load, namesOf } from '../stages/load.ts';

export const command: Command = {
  positional: '[env..]',
  describe:
    'Check what is needed: Node, git, definitions, credentials, clock, organization, trust of accounts, permissions',
  options: {},
  examples: [
    ['envctl doctor', 'for all environments'],
    ['envctl doctor prod --profile ci', 'can this profile deploy there?'],
  ],
  actions: [
    ...FIND_ACCOUNT,
    ...READ_BASELINE,
    'cloudformation:DescribeStacks',
    'iam:SimulatePrincipalPolicy',
    'organizations:ListCreateAccountStatus',
    's3:GetObject',
    'ssm:GetParametersByPath',
  ],
  run: async (context, { env }) => {
    const { host, options, style } = context;
    const [git, definitions] = await Promise.all([checkGit(host.cwd), readDefinitions(context, namesOf(context, env))]);
    const checks = [checkNode(), git, definitions.check, ...(await askAws(context, definitions.environments))];
    const problems = checks.map(problemOf).filter((problem) => problem !== null);
    // A person has read them line by line; a script looks for them where all commands have them.
    const errors = options.output === 'json' ? problems : [];
    const document = { checks: checks.map(({ check, state, message, hint }) => ({ check, state, message, hint })) };
    return {
      outcomes: [{ document, errors }],
      several: false,
      text: doctorText(checks, style),
      exit: host.signal.aborted ? EXIT.interrupted : problems.length > 0 ? EXIT.failed : EXIT.done,
    };
  },
};

interface Definitions {
  readonly check: Check;
  readonly environments: readonly Environment[];
}

async function readDefinitions(context: Context, names: readonly string[]): Promise<Definitions> {
  try {
    const loaded = await load(context, names);
    return { check: checkDefinitions(loaded, context.host.cwd), environments: loaded.environments };
  } catch (error) {
    if (!(error instanceof EnvctlError) || names.length > 0) {
      return { check: failing('definitions', asFailure(error).diagnostics[0]), environments: [] };
    }
    return { check: note('definitions', error.message, 'begin with envctl init'), environments: [] };
  }
}

/** Without credentials there is nothing else to ask. */
function askAws(context: Context, environments: readonly Environment[]): Promise<readonly Check[]> {
  return connected(
    context,
    environments,
    async (run) => {
      const credentials = await checkCredentials(run);
      if (credentials.state === 'failing') return [credentials];
      const region = environments[0]?.region ?? 'us-east-1';
      const [clock, organization, needs, ...entered] = await Promise.all([
        checkClock(run),
        checkOrganization(run, environments),
        needsOf('organizations:'),
        ...environments.map((environment) => checkEnvironment(environment, run)),
      ]);
      const permissions = organization.managed ? [await checkPermissions(run, region, needs)] : [];
      return [credentials, clock, organization.check, ...permissions, ...entered];
    },
    [],
  );
}

/** The actions of one service that commands say they need. */
async function needsOf(prefix: string): Promise<Needs> {
  const { COMMANDS } = await import('../commands.ts');
  const loaded = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, { load: open }]) => [name, await open()] as const),
  );
  const needs = new Map<string, string[]>();
  for (const [name, { actions }] of loaded)
    for (const action of actions.filter((one) => one.startsWith(prefix)))
      needs.set(action, [...(needs.get(action) ?? []), name]);
  return needs;
}

function doctorText(checks: readonly Check[], style: Style): string {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const mark = { ok: style.good('✓'), note: style.warn('!'), failing: style.bad('✗') };
  const lines = checks.map(({ check, state, message, hint }) => {
    const next = hint === null ? '' : `\n  ${' '.repeat(width + 2)}${style.dim(`→ ${clean(hint)}`)}`;
    return `${mark[state]} ${check.padEnd(width)}  ${clean(message)}${next}\n`;
  });
  return lines.join('');
}
