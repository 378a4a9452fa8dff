import type { Environment } from '../model/environment.ts';
import { outputsPath, parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { RuntimePlan, ServicePlan } from '../model/plan.ts';
import { isSetByHand } from '../model/written.ts';

/** What goes with stacks that are pruned: their published outputs, and the run-time values that nobody has set by hand. */
export function prunedParameters(
  environment: Environment,
  services: readonly ServicePlan[],
  { parameters, written }: Observation,
): RuntimePlan[] {
  const pruned = services.filter(({ action }) => action === 'delete');
  return pruned.flatMap(({ service, region }) => {
    const published = `${outputsPath(environment, service)}/`;
    const own = parameterName(environment, service, '');
    return (parameters[region] ?? [])
      .filter(({ name }) => name.startsWith(published) || name.startsWith(own))
      .filter((one) => one.name.startsWith(published) || !isSetByHand(one, written[`${region}:${one.name}`]))
      .map(({ name }): RuntimePlan => ({ name, region, service, action: 'delete', secret: false }));
  });
}
