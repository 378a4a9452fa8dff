import { resolve } from 'node:path';
import { definitionCheck } from '../../definition/definition-check.ts';
import { fail } from '../../diagnostics/error.ts';
import type { Run } from '../../model/run.ts';
import { shortPath } from '../../report/document.ts';
import type { Style } from '../../report/style.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { gitEmail } from '../git.ts';
import type { FoundAccount } from '../init/definition.ts';
import { projectNameFrom } from '../init/names.ts';
import { refuseEmail } from '../init/email.ts';
import { folderName, OWN_ENVIRONMENTS, projectFiles } from '../init/project.ts';
import { writeProject, type WrittenFile } from '../init/write.ts';
import { connected } from '../stages/connected.ts';

interface InitArguments {
  readonly folder?: string;
  readonly project?: string;
  readonly email?: string;
  readonly fromOrganization: boolean;
}

interface InitOutcome {
  readonly project: string;
  readonly folder: string;
  readonly environments: readonly string[];
  readonly files: readonly WrittenFile[];
}

const PROJECT = /^(?!aws|ssm)(?=.{1,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

export const command: Command<InitArguments> = {
  positional: '[folder]',
  describe: 'Write a small project that can be deployed at once; what is there is never overwritten',
  options: {
    project: { type: 'string', describe: 'Its name; by default that of the folder' },
    email: { type: 'string', describe: 'Address of new accounts, with ${environment} in it; by default from git' },
    'from-organization': { type: 'boolean', default: false, describe: 'One environment for each account that exists' },
  },
  examples: [
    ['envctl init hello', 'then envctl deploy dev --create --simulate'],
    ['envctl init --project shop --region eu-central-1', 'in the current folder'],
    ['envctl init --from-organization', 'environments in the accounts that are there'],
  ],
  actions: ['organizations:DescribeOrganization', 'organizations:ListAccounts'],
  run: async (context, args) => {
    const { host, options, style } = context;
    const folder = resolve(host.cwd, args.folder ?? '.');
    const project = args.project ?? projectNameFrom(folderName(folder));
    if (!PROJECT.test(project)) refuseName(project);
    const region = options.region ?? host.env['AWS_REGION'] ?? 'us-east-1';
    const email = args.email ?? (await emailFor(project, context));
    if (!args.fromOrganization) {
      const check = context.definitionCheck ?? definitionCheck();
      refuseEmail({ email, project, region, environments: OWN_ENVIRONMENTS, env: host.env, check });
    }
    const accounts = args.fromOrganization ? await connected(context, [], foundAccounts) : null;
    const { files, environments } = await projectFiles({
      project,
      region,
      folder,
      definitions: options.dir,
      email,
      accounts,
    });
    const written = await writeProject(folder, files);
    const outcome = { project, folder: shortPath(folder, host.cwd) || '.', environments, files: written };
    const text = initText(outcome, accounts === null, style);
    return { outcomes: [{ document: outcome, errors: [] }], several: false, text };
  },
};

async function foundAccounts({ aws }: Run): Promise<FoundAccount[]> {
  const organization = await aws.organizations.describeOrganization();
  if (!organization) {
    fail('OrganizationMissing', 'the caller is in no organization', { hint: 'leave --from-organization out' });
  }
  const accounts = await aws.organizations.listAccounts();
  return accounts.filter(({ id, state }) => id !== organization.managementAccount && state === 'ACTIVE');
}

/** Of whoever works here, with the names after a plus sign, so that each account has an address and all arrive. */
async function emailFor(project: string, { host }: Context): Promise<string> {
  const [, name, domain] = /^([^+@]+)(?:\+[^@]*)?@(.+)$/.exec((await gitEmail(host.cwd)) ?? '') ?? [];
  const usable = name !== undefined && domain?.includes('.') === true && !domain.includes('noreply');
  return `${usable ? name : 'aws'}+${project}-\${environment}@${usable ? domain : 'example.com'}`;
}

function refuseName(project: string): never {
  fail('UsageInvalid', `"${project}" is not a name for a project`, {
    hint: 'use lower-case letters and digits in groups joined by single hyphens, at most 32, not beginning with aws or ssm',
  });
}

function initText({ project, folder, environments, files }: InitOutcome, own: boolean, style: Style): string {
  if (files.every(({ action }) => action === 'kept'))
    return `${style.good('nothing to do')}: the project is there already\n`;
  const listed = files
    .filter(({ action }) => action !== 'kept')
    .map(({ file, action }) => `  ${style.good(action === 'create' ? '+' : '~')} ${file}`);
  const [first = 'dev'] = environments;
  const create = own ? ' --create' : '';
  const next = [
    ...(folder === '.' ? [] : [[`cd ${quoted(folder)}`, '']]),
    ['envctl validate', 'everything that can be told without AWS'],
    [`envctl deploy ${first}${create} --simulate`, 'rehearse on the embedded AWS: no account, no cost'],
    [
      `envctl deploy ${first}${create}`,
      own ? 'make the account and deploy; look at its e-mail address first' : 'deploy',
    ],
  ];
  const width = Math.max(...next.map(([line = '']) => line.length));
  const steps = next.map(([line = '', why = '']) => `  ${line.padEnd(width)}  ${style.dim(why)}`.trimEnd());
  return [style.strong(project), ...listed, '', 'Next:', ...steps, ''].join('\n');
}

/** For a shell, when it has to be. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
