import type { ObservedAccount } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import { TAG } from '../../model/names.ts';
import { freesQuotaOn } from '../../model/ownership.ts';
import { observeOrganization } from '../../observe/organization.ts';
import type { Style } from '../../report/style.ts';
import { cell, tableText } from '../../report/table.ts';
import type { Command } from '../command.ts';
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
  readonly orphan: boolean;
}

export const command: Command = {
  positional: '',
  describe: 'Every environment with its account, and accounts of this project that no definition describes',
  options: {},
  examples: [['envctl list', 'also what was closed and still counts against the quota']],
  actions: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListTagsForResource',
    'organizations:ListOrganizationalUnitsForParent',
  ],
  run: async (context) => {
    const { environments, diagnostics } = await load(context, []);
    return connected(context, environments, async (run) => {
      const { accounts, orphans } = await observeOrganization(environments, run);
      const project = environments[0]?.project;
      const listed = [
        ...environments.map((environment) => listedOf(environment, accounts[environment.name] ?? null)),
        ...orphans
          .filter(
            ({ environment, account }) =>
              account.tags?.[TAG.project] === project && !environments.some(({ name }) => name === environment),
          )
          .map(({ environment, account }) => orphanOf(environment, account)),
      ];
      const outcome = { document: { environments: listed }, errors: diagnostics };
      return { outcomes: [outcome], several: false, text: listText(listed, context.style) };
    });
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

function orphanOf(name: string, account: ObservedAccount): Listed {
  return { ...accountPart(account), name, region: null, protected: false, expires: null, orphan: true };
}

function accountPart(account: ObservedAccount | null) {
  const closing = account?.tags?.[TAG.closing] ?? null;
  return {
    accountId: account?.id ?? null,
    accountState: account?.state ?? null,
    email: account?.email ?? null,
    organizationalUnit: account?.unit === '' ? null : (account?.unit ?? null),
    closedOn: closing?.slice(0, 10) ?? null,
    freesQuotaOn: freesQuotaOn(account?.tags ?? null),
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
      one.freesQuotaOn ? `frees its slot on ${one.freesQuotaOn}` : '',
    ]
      .filter(Boolean)
      .join(', '),
  ]);
  return tableText(['environment', 'account', 'state', 'e-mail', 'unit', 'region', ''], rows, style);
}

function stateText({ accountState: state, accountId, closedOn }: Listed, style: Style): string {
  if (state === 'ACTIVE' && closedOn !== null) return style.warn('closing');
  if (state === null) return accountId === null ? style.dim('not created') : '-';
  return state === 'ACTIVE' ? style.good(state) : style.warn(state);
}
