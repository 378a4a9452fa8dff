import type { AccountGateways } from '../aws/types/account.ts';
import type { Access } from '../aws/types/aws.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { roleArn, roleNames } from '../model/names.ts';
import { enabledRegion } from '../model/regions.ts';
import type { Run } from '../model/run.ts';
import { refuseDenied } from './denied.ts';

/** `admin`: the role that came with the account; `deploy`: the one that the baseline made. */
export type AccessPurpose = 'admin' | 'deploy';

/** What has to be known of an account to enter it. `joined`: ms since 1970, null when nobody asked. */
export interface Enterable {
  readonly id: string;
  readonly joined: number | null;
}

/** For so long after an account was made its roles may not be there yet, so that AccessDenied is no verdict. */
const YOUNG_MS = 20 * 60_000;

/** How an account is entered. `account` is null only for a profile that may lead anywhere. */
export function accessOf(
  environment: Environment,
  account: Enterable | null,
  purpose: AccessPurpose,
  now: { readonly caller: string; readonly time: number },
): Access {
  const { account: defined } = environment;
  const region = enabledRegion(environment.region);
  const young = now.time - (account?.joined ?? 0) < YOUNG_MS;
  const common = { account: account?.id ?? null, externalId: null, profile: null, young, region };
  if (defined.form === 'external') {
    const { id, roleArn: role, externalId, profile } = defined;
    return { ...common, account: id ?? common.account, role, externalId, profile };
  }
  if (account === null || account.id === now.caller) return { ...common, role: null };
  const name = purpose === 'admin' ? defined.role : roleNames(environment.project).deploy;
  return { ...common, role: roleArn(account.id, name, environment.region) };
}

/**
 * Gateways into an environment's account. For `deploy` the baseline's role is tried first, once and without waiting; where
 * it is not there yet (or only just), the role that came with the account does. Throws WrongAccount when neither lets the
 * caller in and the caller is in another organization, or in another account than its management account.
 */
export async function enterAccount(
  environment: Environment,
  account: Enterable,
  purpose: AccessPurpose,
  run: Run,
): Promise<AccountGateways> {
  const now = { caller: (await run.aws.caller()).account, time: run.clock.now() };
  const admin = accessOf(environment, account, 'admin', now);
  const deploy = accessOf(environment, account, 'deploy', now);
  if (purpose === 'admin' || environment.baseline.deployRole === null || deploy.role === admin.role) {
    return enterAsAdmin(environment, admin, run);
  }
  try {
    return await run.aws.enter({ ...deploy, young: false });
  } catch (error) {
    if (!(error instanceof EnvctlError) || error.code !== 'AccessDenied') throw error;
    return enterAsAdmin(environment, admin, run);
  }
}

/** Throws WrongAccount when the credentials are those of somebody who has no business there. */
async function enterAsAdmin(environment: Environment, access: Access, run: Run): Promise<AccountGateways> {
  try {
    return await run.aws.enter(access);
  } catch (error) {
    const denied = error instanceof EnvctlError && error.code === 'AccessDenied';
    const { account, role } = access;
    if (!denied || role === null || account === null || environment.account.form === 'external') throw error;
    return refuseDenied(environment, account, error, run);
  }
}
