import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fail } from '../../diagnostics/error.ts';
import { makeFolder } from '../../files/folder.ts';
import type { Environment } from '../../model/environment.ts';
import { nameHint } from '../../model/nearest.ts';
import { outputsIn } from '../../model/expression.ts';
import { roleArn, roleNames } from '../../model/names.ts';
import { shortPath } from '../../report/document.ts';
import type { Style } from '../../report/style.ts';
import { promotionOrder } from '../ci/promotion.ts';
import type { Installation } from '../ci/steps.ts';
import { workflowText, type Stage } from '../ci/workflow.ts';
import type { Command } from '../command.ts';
import { load, loadValid } from '../stages/load.ts';

interface CiArguments {
  readonly platform: string;
  readonly promote?: string;
  readonly branch: string;
  readonly out: string;
  readonly force: boolean;
}

const PLATFORMS = ['github'];

/** GitHub Docs, "Running variations of jobs in a workflow": jobs of one matrix; the plan's has all environments. */
const MAX_JOBS = 256;

export const command: Command<CiArguments> = {
  positional: '<platform>',
  describe: 'Write a pipeline: a plan on each pull request, and promotion from one environment to the next',
  choices: { platform: PLATFORMS },
  options: {
    promote: {
      type: 'string',
      describe: 'Environments in their order: dev,staging,prod; a+b go side by side. Default: those named so',
    },
    branch: { type: 'string', default: 'main', describe: 'A push to it begins a promotion' },
    out: { type: 'string', default: '.github/workflows/envctl.yml', describe: 'File to write, below the project' },
    force: { type: 'boolean', default: false, describe: 'Also over a file with another content' },
  },
  examples: [
    ['envctl ci github', '.github/workflows/envctl.yml'],
    ['envctl ci github --promote dev,prod', 'two environments'],
    ['envctl ci github --promote dev,acme+globex', 'two customers side by side, after dev'],
  ],
  actions: [],
  run: async (context, { platform, promote, branch, out, force }) => {
    const { host, options, style, version } = context;
    if (!PLATFORMS.includes(platform)) {
      fail('UsageInvalid', `there is no pipeline for "${platform}"`, { hint: nameHint(platform, PLATFORMS) });
    }
    const stages = promote === undefined ? promotionOrder(await known(context)).map((name) => [name]) : split(promote);
    const order = stages.flat();
    if (order.length === 0) refuseNone();
    const { environments, project: found } = await loadValid(context, order);
    const [first] = environments;
    if (!first) refuseNone();
    const { project } = first;
    refuseTooMany(stages);
    refuseRelated(stages, environments);
    const byName = new Map(order.map((name, index) => [name, environments[index]]));
    const { root } = found;
    const file = resolve(root, out);
    const installation = { locked: existsSync(join(root, 'package-lock.json')), version };
    const text = workflowText({
      project,
      stages: stages.map((names) => names.flatMap((name) => stageOf(byName.get(name)))),
      branch,
      dir: relative(root, resolve(host.cwd, options.dir)).split(sep).join('/') || '.',
      installation,
    });
    const action = await write(file, text, force);
    const variables = Object.fromEntries(
      environments.flatMap((one) => (one.account.id === null ? [[one.name, variableOf(one)]] : [])),
    );
    const document = { file: shortPath(file, host.cwd), action, environments: order, variables };
    return {
      outcomes: [{ document, errors: [] }],
      several: false,
      text: told(document, { project, environments, installation }, style),
    };
  },
};

async function known(context: Parameters<typeof load>[0]): Promise<string[]> {
  const { environments, invalid } = await load(context, []);
  return [...environments, ...invalid].map(({ name }) => name);
}

/** `dev,acme+globex`: stages, each with the environments that go side by side. */
function split(names: string): string[][] {
  const parts = (text: string, by: string): string[] =>
    text
      .split(by)
      .map((part) => part.trim())
      .filter(Boolean);
  return parts(names, ',').map((stage) => parts(stage, '+'));
}

/** Jobs of one stage know nothing of each other: what has to do with each other belongs into stages of its own. */
function refuseRelated(stages: readonly (readonly string[])[], environments: readonly Environment[]): void {
  for (const names of stages) {
    for (const one of environments.filter(({ name }) => names.includes(name))) {
      const { name } = one;
      const used = usedBy(one).find((other) => other !== name && names.includes(other));
      if (used === undefined) continue;
      fail('UsageInvalid', `${name} uses ${used}, so that they cannot go side by side`, {
        hint: `give them stages of their own: --promote ${used},${name}`,
      });
    }
  }
}

/** Whose account it lives in, whose stack set it waits for, and from whom it takes services or outputs. */
function usedBy({ accountOf, baselineSet, borrowed, services }: Environment): string[] {
  const taken = services.flatMap(({ parameters, runtime, health }) =>
    [...Object.values(parameters), ...(health ? [health] : []), ...runtime]
      .flatMap(({ value }) => outputsIn(value ?? []))
      .map(({ environment }) => environment),
  );
  const lenders = borrowed.map(({ lender }) => lender?.name);
  return [accountOf, baselineSet?.owner, ...lenders, ...taken].filter((name) => typeof name === 'string');
}

function refuseTooMany(stages: readonly (readonly string[])[]): void {
  const { length } = stages.flat();
  if (length <= MAX_JOBS) return;
  fail('UsageInvalid', `${length} environments are more than the ${MAX_JOBS} jobs that a matrix may have`, {
    hint: 'write several workflows, with --promote and --out',
  });
}

function refuseNone(): never {
  fail('UsageInvalid', 'no environment is named dev, staging or prod', {
    hint: 'name those to deploy to, in their order: --promote <env>,<env>',
  });
}

/** The role that the baseline makes; the account's id may be a variable of the repository. */
function stageOf(environment: Environment | undefined): Stage[] {
  if (!environment) return [];
  const { name, region, account, project } = environment;
  const id = account.id ?? `\${{ vars.${variableOf(environment)} }}`;
  return [{ environment: name, region, role: roleArn(id, roleNames(project).deploy, region) }];
}

function variableOf({ name, accountOf }: Environment): string {
  return `AWS_ACCOUNT_${(accountOf ?? name).toUpperCase().replaceAll('-', '_')}`;
}

async function write(file: string, text: string, force: boolean): Promise<'create' | 'update' | 'none'> {
  const before = existsSync(file) ? await readFile(file, 'utf8') : null;
  if (before === text) return 'none';
  if (before !== null && !force) {
    fail('UsageInvalid', `${file} is there already, with another content`, {
      hint: 'compare with --out another.yml, or write over it with --force',
    });
  }
  makeFolder(dirname(file));
  await writeFile(file, text);
  return before === null ? 'create' : 'update';
}

interface Told {
  readonly file: string;
  readonly action: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Pipeline {
  readonly project: string;
  readonly environments: readonly Environment[];
  readonly installation: Installation;
}

/** A name that nobody holds on a public registry is anybody's to take: the runner has to get envctl from the team. */
function installationStep({ locked, version }: Installation): string {
  const what = locked ? 'have package-lock.json hold envctl' : `see where the workflow gets envctl@${version} from`;
  const instead = locked ? '' : ', and have the workflow install that';
  return `${what}: it is on no public registry, and what has that name there is not it. Publish it to a registry of your own that .npmrc names, or add the tarball of npm pack to the repository${instead}`;
}

function told(
  { file, action, variables }: Told,
  { project, environments, installation }: Pipeline,
  style: Style,
): string {
  if (action === 'none') return `${style.good('nothing to do')}: ${file} is as it should be\n`;
  const closed = environments.filter(({ baseline }) => baseline.oidc === null).map(({ name }) => name);
  const steps = [
    installationStep(installation),
    `make the environments ${environments.map(({ name }) => name).join(', ')} in the repository's settings on GitHub, with who has to agree`,
    ...Object.entries(variables).map(([name, variable]) => `set the variable ${variable} to the account of ${name}`),
    ...(closed.length > 0
      ? [
          `let GitHub in: baseline: { oidc: { provider: github, subjects: [...] } } in ${closed.join(', ')}, then envctl bootstrap`,
        ]
      : []),
  ];
  const listed = steps.map((step, index) => `  ${index + 1}. ${step}`);
  return [
    `${style.good(action === 'create' ? '+' : '~')} ${file}`,
    '',
    `Before ${project} can be deployed by it:`,
    ...listed,
    '',
  ].join('\n');
}
