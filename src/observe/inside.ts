import type { Caller } from '../aws/types/aws.ts';
import { fail } from '../diagnostics/error.ts';
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
  const access = {
    account: caller.account,
    role: null,
    externalId: null,
    profile: null,
    young: false,
    region: environment.region,
  };
  const role = await (await run.aws.enter(access)).iam().role(deploy);
  const owner = role?.tags[TAG.environment];
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
