import type { AccountGateways } from '../aws/types/account.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RemovalPlan } from '../model/removal.ts';
import { asFailure } from './failed.ts';

/** Removes the parameters of a plan; answers what went wrong. */
export async function removeParameters(
  { parameters }: RemovalPlan,
  gateways: AccountGateways,
): Promise<readonly Diagnostic[]> {
  try {
    for (const region of new Set(parameters.map((parameter) => parameter.region))) {
      const names = parameters.filter((parameter) => parameter.region === region).map(({ name }) => name);
      await gateways.ssm(region).remove(names);
    }
    return [];
  } catch (error) {
    return asFailure(error).diagnostics;
  }
}
