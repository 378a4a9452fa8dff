import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { Borrowed, Environment } from '../model/environment.ts';
import { roleArn, roleNames } from '../model/names.ts';
import { siteKey } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import type { LenderSite } from '../plan/sites.ts';
import { enterAccount } from './access.ts';
import { observeAccount } from './account.ts';
import { createSweep, type Sweep } from './sweep.ts';

/** What is already at hand: the account that the borrower lives in. */
export interface Home {
  readonly gateways: AccountGateways;
  readonly sweep: Sweep;
}

/** What lenders have, and where. */
export interface ObservedLenders {
  readonly stacks: Record<string, readonly Stack[]>;
  readonly accounts: Record<string, string | null>;
}

/**
 * The stacks of every lender, by `siteKey`. An environment that has no account yet has no stacks. One sweep serves all
 * lenders of an account and region, the borrower's own account included.
 */
export async function observeLenders(
  sites: readonly LenderSite[],
  environment: Environment,
  home: Home | null,
  run: Run,
): Promise<ObservedLenders> {
  const sweep = home?.sweep ?? createSweep();
  const accounts: Record<string, string | null> = {};
  const read = async ({ id, region, lender }: LenderSite): Promise<[string, readonly Stack[]]> => {
    const gateways =
      'environment' in lender
        ? await enterLender(lender.environment, run)
        : await enterForeign(lender.foreign, environment, home, run);
    accounts[id] = gateways?.account ?? null;
    if (!gateways) return [siteKey(id, region), []];
    const through = gateways.account === home?.gateways.account ? home.gateways : gateways;
    return [siteKey(id, region), await sweep(through, region)];
  };
  return { stacks: Object.fromEntries(await Promise.all(sites.map(read))), accounts };
}

async function enterLender(lender: Environment, run: Run): Promise<AccountGateways | null> {
  try {
    const { account } = await observeAccount(lender, run, 'see');
    return account && (await enterAccount(lender, account, 'deploy', run));
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccountNotFound') return null;
    throw error;
  }
}

/**
 * Another repository's environment: read by a caller who is there already, else with the role that its own baseline made, else
 * with the one that member accounts come with. Throws AccessDenied, saying what would let the caller in.
 */
async function enterForeign(
  borrowed: Borrowed,
  environment: Environment,
  home: Home | null,
  run: Run,
): Promise<AccountGateways | null> {
  const account = borrowed.account ?? environment.account.id ?? home?.gateways.account ?? null;
  if (account === null || account === home?.gateways.account) return home?.gateways ?? null;
  const { region } = environment;
  const enter = (role: string | null): Promise<AccountGateways> =>
    run.aws.enter({ account, role, externalId: null, profile: null, young: false, region });
  if ((await run.aws.caller()).account === account) return enter(null);
  const roles = [roleNames(borrowed.project).deploy, ADMIN_ROLE].map((name) => roleArn(account, name, region));
  let denied: unknown = null;
  for (const role of roles) {
    try {
      return await enter(role);
    } catch (error) {
      if (!(error instanceof EnvctlError) || error.code !== 'AccessDenied') throw error;
      denied = error;
    }
  }
  return fail(
    'AccessDenied',
    `account ${account}, where ${borrowed.project}/${borrowed.environment} lives, lets this caller in by none of its roles`,
    {
      at: borrowed.at,
      hint: `let project ${borrowed.project} trust the caller: baseline.deployRole.trust in its definition; or run this with credentials of account ${account}`,
      cause: denied,
    },
  );
}

/** What member accounts of an organization come with. */
const ADMIN_ROLE = 'OrganizationAccountAccessRole';
