import { readLifetime } from '../../bucket/lifetime.ts';
import { latestRecord, type DeploymentRecord } from '../../bucket/records.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { ObservedAccount, OrganizationObservation } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import { bucketName, TAG } from '../../model/names.ts';
import { closedAt, freesQuotaOn, isLive, isQueued } from '../../model/ownership.ts';
import type { Run } from '../../model/run.ts';
import { enterAccount } from '../../observe/access.ts';
import { observeOrganization } from '../../observe/organization.ts';
import { observeUndescribed, type Undescribed } from '../../observe/undescribed.ts';
import { clean } from '../../report/clean.ts';
import type { Style } from '../../report/style.ts';
import { cell, tableText } from '../../report/table.ts';
import type { Command } from '../command.ts';
import { homeBucket } from '../stages/bucket.ts';
import { connected } from '../stages/connected.ts';
import { load } from '../stages/load.ts';

/** One line of `list`. */
interface Listed {
  readonly name: string;
  readonly accountId: string | null;
  /** The environment whose account it lives in, where that is another one. */
  readonly accountOf: string | null;
  readonly accountState: string | null;
  readonly email: string | null;
  readonly organizationalUnit: string | null;
  readonly region: string | null;
  readonly protected: boolean;
  readonly expires: string | null;
  readonly closedOn: string | null;
  readonly freesQuotaOn: string | null;
  /** True: its closing was asked for, and AWS could not take it yet. */
  readonly queued: boolean;
  readonly orphan: boolean;
  /** With --long; null where there is none, or it cannot be read. */
  readonly lastDeployment?: LastDeployment | null;
}

type LastDeployment = Pick<DeploymentRecord, 'id' | 'at' | 'by' | 'commit' | 'outcome'>;

interface ListArguments {
  readonly long: boolean;
}

export const command: Command<ListArguments> = {
  positional: '',
  describe: 'Every environment with its account, also those that no definition describes, as those made with --as',
  options: {
    long: {
      type: 'boolean',
      default: false,
      describe: 'With the e-mail address of each account, and the last deployment',
    },
  },
  examples: [
    ['envctl list', 'also what was closed and still counts against the quota'],
    ['envctl list --long', 'when each was deployed last, by whom, and what came of it'],
  ],
  actions: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListTagsForResource',
    'cloudformation:DescribeStacks',
    's3:GetBucketTagging',
    's3:GetObject',
    's3:ListBucket',
    'sts:AssumeRole',
    'tag:GetResources',
  ],
  run: async (context, { long }) => {
    const { environments, diagnostics } = await load(context, []);
    return connected(
      context,
      environments,
      async (run) => {
        const organization = await observeOrganization(environments, run, 'see');
        const described = environments.map(async (environment) => {
          const account = organization.accounts[environment.name] ?? null;
          const last = long ? { lastDeployment: await lastDeployment(environment, account, run) } : {};
          return { ...listedOf(environment, account), ...last };
        });
        const [own, others] = await Promise.all([Promise.all(described), undescribed(environments, organization, run)]);
        const listed = [...own, ...others.map((one) => ({ ...one, ...(long ? { lastDeployment: null } : {}) }))];
        const outcome = { document: { environments: listed }, errors: diagnostics };
        return { outcomes: [outcome], several: false, text: listText(listed, long, context.style) };
      },
      [],
    );
  },
};

function listedOf(environment: Environment, account: ObservedAccount | null): Listed {
  const { name, region, expires, accountOf, account: defined } = environment;
  return {
    ...accountPart(account),
    name,
    accountOf,
    region,
    protected: environment.protected,
    expires,
    email: account?.email ?? (defined.form === 'member' && accountOf === null ? defined.email : null),
    orphan: false,
  };
}

/** Null also for an account that cannot be entered: the list of the others is worth more than its error. */
async function lastDeployment(
  environment: Environment,
  account: ObservedAccount | null,
  run: Run,
): Promise<LastDeployment | null> {
  if (account === null || (account.state !== null && !isLive(account))) return null;
  return unlessRefused(async () => {
    const gateways = await enterAccount(environment, account, 'deploy', run);
    const place = await homeBucket({ environment, gateways });
    const record = place && (await latestRecord(place));
    return record && { id: record.id, at: record.at, by: record.by, commit: record.commit, outcome: record.outcome };
  });
}

async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EnvctlError) return null;
    throw error;
  }
}

/** What no definition describes: environments that are deployed, and accounts that carry the project's tags. */
async function undescribed(
  environments: readonly Environment[],
  organization: OrganizationObservation,
  run: Run,
): Promise<Listed[]> {
  const found = await observeUndescribed(environments, organization, run);
  const deployed = await Promise.all(found.map(deployedOf));
  const names = new Set(environments.map(({ name }) => name));
  const project = environments[0]?.project;
  const accounts = organization.orphans
    .filter(({ environment, account }) => account.tags?.[TAG.project] === project && !names.has(environment))
    .filter(
      ({ environment, account }) => !deployed.some((one) => one.name === environment && one.accountId === account.id),
    )
    .map(({ environment, account }) => orphanOf(environment, account));
  return [...deployed, ...accounts].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function deployedOf({ name, project, account, region, gateways }: Undescribed): Promise<Listed> {
  const place = { s3: gateways.s3(region), bucket: bucketName(project, account.id, region) };
  const lifetime = await unlessRefused(() => readLifetime(place, name));
  // The last day on which it is wanted.
  const expires = lifetime && new Date(lifetime.expires - 1).toISOString().slice(0, 10);
  return { ...orphanOf(name, account), region, expires };
}

function orphanOf(name: string, account: ObservedAccount): Listed {
  return {
    ...accountPart(account),
    name,
    accountOf: null,
    region: null,
    protected: false,
    expires: null,
    orphan: true,
  };
}

function accountPart(account: ObservedAccount | null) {
  const tags = account?.tags ?? null;
  const closed = closedAt(tags);
  return {
    accountId: account?.id ?? null,
    accountState: account?.state ?? null,
    email: account?.email ?? null,
    organizationalUnit: account?.unit === '' ? null : (account?.unit ?? null),
    closedOn: closed === null ? null : new Date(closed).toISOString().slice(0, 10),
    freesQuotaOn: freesQuotaOn(tags),
    queued: account?.state === 'ACTIVE' && isQueued(tags),
  };
}

/** Without `long` a row finds room on one line of a terminal. What is nowhere has no column. */
function listText(listed: readonly Listed[], long: boolean, style: Style): string {
  if (listed.length === 0) return 'No environments yet: write environments/<name>.yaml.\n';
  const hasUnits = listed.some(({ organizationalUnit }) => organizationalUnit !== null);
  const notes = listed.map((one) => notesOf(one, long));
  const hasNotes = notes.some((note) => note !== '');
  const head = ['environment', 'account', 'state', 'region', ...(hasUnits ? ['unit'] : []), ...(hasNotes ? [''] : [])];
  const rows = listed.map((one, index) => [
    one.orphan ? style.warn(`${one.name} (orphan)`) : style.strong(one.name),
    cell(one.accountId),
    stateText(one, style),
    cell(one.region),
    ...(hasUnits ? [cell(one.organizationalUnit)] : []),
    ...(hasNotes ? [notes[index] ?? ''] : []),
    ...(long ? [cell(one.email), one.lastDeployment ? deploymentText(one.lastDeployment) : '-'] : []),
  ]);
  return tableText([...head, ...(long ? ['e-mail', 'last deployment'] : [])], rows, style);
}

function notesOf({ accountOf, protected: isProtected, expires, freesQuotaOn: until }: Listed, long: boolean): string {
  const notes = [
    long && accountOf !== null ? `in ${accountOf}'s account` : '',
    isProtected ? 'protected' : '',
    expires ? `expires ${expires}` : '',
    until ? `counts against the quota until ${until}, its e-mail is spent` : '',
  ];
  return notes.filter(Boolean).join(', ');
}

function deploymentText({ at, by, commit, outcome }: LastDeployment): string {
  const what = commit === null ? '' : ` of ${commit.slice(0, 10)}`;
  return clean(`${outcome} ${at.replace('T', ' ').slice(0, 16)} by ${by}${what}`);
}

function stateText({ accountState: state, accountId, closedOn, queued }: Listed, style: Style): string {
  if (queued) return style.warn('to be closed');
  if (state === 'ACTIVE' && closedOn !== null) return style.warn('closing');
  if (state === null) return accountId === null ? style.dim('not created') : '-';
  return state === 'ACTIVE' ? style.good(state) : style.warn(state);
}
