import { latestRecord, type DeploymentRecord } from '../../bucket/records.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { ObservedAccount } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import { TAG } from '../../model/names.ts';
import { closedAt, freesQuotaOn, isLive, isQueued } from '../../model/ownership.ts';
import type { Run } from '../../model/run.ts';
import { enterAccount } from '../../observe/access.ts';
import { observeOrganization } from '../../observe/organization.ts';
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
  describe: 'Every environment with its account, and accounts of this project that no definition describes',
  options: { long: { type: 'boolean', default: false, describe: 'With the last deployment of each' } },
  examples: [
    ['envctl list', 'also what was closed and still counts against the quota'],
    ['envctl list --long', 'when each was deployed last, by whom, and what came of it'],
  ],
  actions: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListTagsForResource',
    'organizations:ListOrganizationalUnitsForParent',
  ],
  run: async (context, { long }) => {
    const { environments, diagnostics } = await load(context, []);
    return connected(
      context,
      environments,
      async (run) => {
        const { accounts, orphans } = await observeOrganization(environments, run);
        const project = environments[0]?.project;
        const own = environments.map(async (environment) => {
          const account = accounts[environment.name] ?? null;
          const last = long ? { lastDeployment: await lastDeployment(environment, account, run) } : {};
          return { ...listedOf(environment, account), ...last };
        });
        const listed = [
          ...(await Promise.all(own)),
          ...orphans
            .filter(
              ({ environment, account }) =>
                account.tags?.[TAG.project] === project && !environments.some(({ name }) => name === environment),
            )
            .map(({ environment, account }) => ({
              ...orphanOf(environment, account),
              ...(long ? { lastDeployment: null } : {}),
            })),
        ];
        const outcome = { document: { environments: listed }, errors: diagnostics };
        return { outcomes: [outcome], several: false, text: listText(listed, context.style) };
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
  try {
    const gateways = await enterAccount(environment, account, 'deploy', run);
    const place = await homeBucket({ environment, gateways });
    const record = place && (await latestRecord(place));
    return record && { id: record.id, at: record.at, by: record.by, commit: record.commit, outcome: record.outcome };
  } catch (error) {
    if (error instanceof EnvctlError) return null;
    throw error;
  }
}

function orphanOf(name: string, account: ObservedAccount): Listed {
  return { ...accountPart(account), name, region: null, protected: false, expires: null, orphan: true };
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

function listText(listed: readonly Listed[], style: Style): string {
  if (listed.length === 0) return 'No environments yet: write environments/<name>.yaml.\n';
  const rows = listed.map((one) => [
    one.orphan ? style.warn(`${one.name} (orphan)`) : style.strong(one.name),
    cell(one.accountId),
    stateText(one, style),
    cell(one.email),
    cell(one.organizationalUnit),
    cell(one.region),
    [
      one.protected ? 'protected' : '',
      one.expires ? `expires ${one.expires}` : '',
      one.freesQuotaOn ? `counts against the quota until ${one.freesQuotaOn}, its e-mail is spent` : '',
      one.lastDeployment ? deploymentText(one.lastDeployment) : '',
    ]
      .filter(Boolean)
      .join(', '),
  ]);
  return tableText(['environment', 'account', 'state', 'e-mail', 'unit', 'region', ''], rows, style);
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
