import { fail } from '../../diagnostics/error.ts';
import { stackName } from '../../model/names.ts';
import type { Plan, ServicePlan } from '../../model/plan.ts';

/**
 * A saved plan does what a plan could, whoever wrote the file: its stacks have the names of the environment's own, those that
 * it deletes carry the environment's tags, and its parameters lie below the environment's path. Throws PlanStale. The
 * templates that it deploys and the commands that it runs are its own: it is trusted as much as the definitions are.
 */
export function checkNames(saved: Plan, now: Plan): void {
  const below = `/${now.project}/${now.environment}/`;
  const written = saved.services.flatMap(({ deployment }) => deployment?.runtime ?? []);
  const foreign = [
    ...(saved.project === now.project ? [] : [`project ${saved.project}`]),
    ...saved.services.filter((one) => !isOwn(one, now)).map(({ stack, region }) => `stack ${stack} in ${region}`),
    ...[...saved.runtime, ...written].flatMap(({ name }) => (name.startsWith(below) ? [] : [`parameter ${name}`])),
  ];
  if (foreign.length === 0) return;
  fail('PlanStale', `the plan for ${now.environment} is about what is not its own: ${foreign.join(', ')}`, {
    hint: 'make the plan again',
  });
}

function isOwn({ action, service, stack, region }: ServicePlan, { project, environment, services }: Plan): boolean {
  if (services.some((known) => known.stack === stack && known.region === region)) return true;
  return action === 'shared' || (action !== 'delete' && stack === stackName({ project, name: environment }, service));
}
