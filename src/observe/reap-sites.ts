import type { AccountGateways } from '../aws/types/account.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { ObservedAccount } from '../model/account.ts';
import { roleArn, roleNames, TAG } from '../model/names.ts';
import { isLive } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { bareAccount } from './observed.ts';

/** An account in which environments may have to be reaped, and the way into it. */
export interface ReapSite {
  readonly account: ObservedAccount;
  readonly gateways: AccountGateways;
  /** True for a member that the caller, in the management account, may close. */
  readonly closable: boolean;
}

export interface ReapSites {
  readonly sites: readonly ReapSite[];
  /** Accounts whose closing was asked for, and that AWS still calls open. */
  readonly closing: readonly ObservedAccount[];
  /** Accounts that could not be entered. */
  readonly problems: readonly Diagnostic[];
}

export interface ReapScope {
  /** Null: all. */
  readonly project: string | null;
  /** Name of the role by which members are entered; where it lets nobody in, the project's deploy role is tried. */
  readonly role: string;
  /** Where STS is asked. */
  readonly region: string;
  /** True: accounts are closed, too, so that everything in them has to be seen. */
  readonly close: boolean;
}

/**
 * The caller's own account and, for a caller in the management account, every member that carries the tags of a project.
 * What carries none is not looked at.
 */
export async function observeSites(scope: ReapScope, run: Run): Promise<ReapSites> {
  const { account: caller } = await run.aws.caller();
  const members = await taggedMembers(caller, scope, run);
  const problems: Diagnostic[] = [];
  const entered = members.filter(isLive).map(async (account): Promise<ReapSite[]> => {
    try {
      return [{ account, gateways: await enterMember(account, scope, run), closable: true }];
    } catch (error) {
      if (!(error instanceof EnvctlError)) throw error;
      problems.push(...error.diagnostics);
      return [];
    }
  });
  const own = await run.aws.enter({ ...NO_ROLE, account: caller, region: scope.region });
  return {
    sites: [{ account: bareAccount(caller), gateways: own, closable: false }, ...(await Promise.all(entered)).flat()],
    closing: members.filter(({ state, tags }) => state === 'ACTIVE' && tags?.[TAG.closing] !== undefined),
    problems,
  };
}

const NO_ROLE = { role: null, externalId: null, profile: null, young: false };

/**
 * None for a caller who is in no organization, or in a member of one. Who may not ask for it is refused: nobody would see that
 * what expired in other accounts stays.
 */
async function taggedMembers(caller: string, { project }: ReapScope, run: Run): Promise<ObservedAccount[]> {
  const { organizations } = run.aws;
  const organization = await organizations.describeOrganization();
  if (organization?.managementAccount !== caller) return [];
  const accounts = (await organizations.listAccounts()).filter(({ id, state }) => id !== caller && state === 'ACTIVE');
  const all = await Promise.all(
    accounts.map(async ({ id, name, email, state, joined }) => {
      const tags = await organizations.tagsOf(id);
      return { ...bareAccount(id), name, email, state, joined, tags };
    }),
  );
  return all.filter(({ tags }) => {
    const owner = tags[TAG.project];
    return owner !== undefined && tags[TAG.environment] !== undefined && (project === null || owner === project);
  });
}

async function enterMember({ id, tags }: ObservedAccount, scope: ReapScope, run: Run): Promise<AccountGateways> {
  const { role, region } = scope;
  const enter = (name: string): Promise<AccountGateways> =>
    run.aws.enter({ ...NO_ROLE, account: id, role: roleArn(id, name, region), region });
  try {
    return await enter(role);
  } catch (error) {
    if (!(error instanceof EnvctlError) || error.code !== 'AccessDenied') throw error;
    return enter(roleNames(tags?.[TAG.project] ?? '').deploy);
  }
}
