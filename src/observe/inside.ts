import type { Caller } from '../aws/types/aws.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { roleNames, TAG } from '../model/names.ts';
import { accountOwner } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';

/**
 * True for a caller who came in by the deploy role of this very environment, as CI does: it is in the right account, and
 * Organizations, which member accounts may not ask, is not needed to find it. Throws WrongAccount when the role was made for
 * another environment.
 */
export async function isInside(environment: Environment, caller: Caller, run: Run): Promise<boolean> {
  const { deploy } = roleNames(environment.project);
  if (!caller.arn.includes(`:assumed-role/${deploy}/`)) return false;
  const owner = await ownerOf(environment, caller.account, run);
  if (owner === accountOwner(environment)) return true;
  fail(
    'WrongAccount',
    `account ${caller.account} is that of ${environment.project}/${owner}, not of ${environment.name}`,
    {
      hint: 'use the credentials that belong to the environment',
      at: environment.account.at,
    },
  );
}

/**
 * True when a caller who came by any other way is in the environment's account all the same: what the baseline made there
 * says whose it is. False where nothing says so, or it may not be looked at.
 */
export async function isAtHome(environment: Environment, caller: Caller, run: Run): Promise<boolean> {
  try {
    return (await ownerOf(environment, caller.account, run)) === accountOwner(environment);
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return false;
    throw error;
  }
}

/** The environment for which the deploy role in the caller's own account was made. */
async function ownerOf({ project, region }: Environment, account: string, run: Run): Promise<string | undefined> {
  const access = { account, role: null, externalId: null, profile: null, young: false, region };
  const role = await (await run.aws.enter(access)).iam().role(roleNames(project).deploy);
  return role?.tags[TAG.project] === project ? role.tags[TAG.environment] : undefined;
}
