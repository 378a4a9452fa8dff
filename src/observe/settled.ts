import { EnvctlError } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { roleArn, roleNames, stackName } from '../model/names.ts';
import type { StackSetsObservation } from '../model/observation.ts';
import type { Run } from '../model/run.ts';

/**
 * Accounts to which a stack set of the baseline cannot go, because what it would make is there: the environment's own (`own`; null
 * while there is none), in which `bootstrap` was before, and others that can be entered by the deploy role although they have no
 * stack of the set. Asks nothing where every account has its stack.
 */
export async function settledAccounts(
  environment: Environment,
  own: string | null,
  { sets, units }: Pick<StackSetsObservation, 'sets' | 'units'>,
  run: Run,
): Promise<string[]> {
  const service = environment.stackSets.find(({ baseline }) => baseline !== null);
  if (!service) return [];
  const set = sets[stackName(environment, service.name)] ?? null;
  const there = new Set((set?.instances ?? []).map(({ account }) => account));
  const missing = (units[service.unit.value]?.accounts ?? []).filter((account) => !there.has(account));
  const settled = await Promise.all(
    missing.map(async (one) => one === own || (await isEntered(environment, one, run))),
  );
  return missing.filter((_, index) => settled[index]);
}

async function isEntered({ project, region }: Environment, account: string, run: Run): Promise<boolean> {
  const role = roleArn(account, roleNames(project).deploy, region);
  try {
    await run.aws.enter({ account, role, externalId: null, profile: null, young: false, region });
    return true;
  } catch (error) {
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return false;
    throw error;
  }
}
