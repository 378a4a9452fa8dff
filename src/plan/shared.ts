import type { Observation } from '../model/observation.ts';
import { siteKey } from '../model/observation.ts';
import type { ServicePlan } from '../model/plan.ts';

/** Outputs of a borrowed service, as its lender's stack had them. */
export function observeLenderOutputs(
  { key, region, stack }: ServicePlan,
  { lenders }: Observation,
): Record<string, string> {
  const lender = key.slice(0, key.indexOf('/'));
  const found = lenders[siteKey(lender, region)]?.find(({ name }) => name === stack);
  return Object.fromEntries((found?.outputs ?? []).map(({ key: name, value }) => [name, value]));
}
