import type { Environment } from '../model/environment.ts';
import { outputsPath, parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { RuntimePlan, ServicePlan } from '../model/plan.ts';
import { isSetByHand } from '../model/written.ts';

/**
 * What goes with stacks that are pruned: their published outputs, and the run-time values that nobody has set by hand. Also
 * what an earlier run left of a service that it pruned, and could not remove any more: with its stack gone, nothing else tells.
 */
export function prunedParameters(
  environment: Environment,
  services: readonly ServicePlan[],
  { parameters, written }: Observation,
  prune: boolean,
): RuntimePlan[] {
  if (!prune) return [];
  const stay = new Set(services.flatMap((one) => (one.action === 'delete' ? [] : [`${one.region} ${one.service}`])));
  return Object.entries(parameters).flatMap(([region, list]) =>
    list.flatMap((one): RuntimePlan[] => {
      const { service, published } = ownerOf(environment, one.name);
      if (service === '' || stay.has(`${region} ${service}`)) return [];
      if (!published && isSetByHand(one, written[`${region}:${one.name}`])) return [];
      return [{ name: one.name, region, service, action: 'delete', secret: false }];
    }),
  );
}

/** The service that a parameter of the environment is about; no service is called `outputs`. */
function ownerOf(environment: Environment, name: string): { service: string; published: boolean } {
  const outputs = outputsPath(environment, '');
  const published = name.startsWith(outputs);
  const below = published ? outputs : parameterName(environment, '', '').slice(0, -1);
  return { service: name.slice(below.length).split('/')[0] ?? '', published };
}
