import type { Stack } from '../aws/types/cloudformation.ts';
import type { Environment } from '../model/environment.ts';
import { stackName, TAG } from '../model/names.ts';
import { siteKey, type Observation } from '../model/observation.ts';
import { nodeKey, type ServicePlan } from '../model/plan.ts';
import type { LinkedEnvironment } from './linked.ts';
import { borrowedRegion } from './sites.ts';
import { lenderId } from './sources.ts';

/** Services that another environment deploys and this one uses. */
export function sharedOf(environment: Environment, observation: Observation): ServicePlan[] {
  return environment.borrowed.map((borrowed) => {
    const { service } = borrowed;
    const region = borrowedRegion(borrowed, environment);
    const owner = { project: borrowed.project, name: borrowed.environment };
    const id = lenderId(borrowed);
    const name = stackName(owner, service);
    const stack = observation.lenders[siteKey(id, region)]?.find((candidate) => candidate.name === name);
    const reason = stack ? `uses ${id}'s ${service} (${stack.status})` : `uses ${id}'s ${service}`;
    return other(nodeKey(id, service, region), borrowed.name, name, region, 'shared', reason);
  });
}

/** Stacks with this environment's tags that its definition no longer names: kept, unless they are to be pruned. */
export function orphansOf(
  { environment, services }: LinkedEnvironment,
  observation: Observation,
  prune: boolean,
): ServicePlan[] {
  const named = new Set(services.map(({ stack, region }) => `${region} ${stack}`));
  return Object.entries(observation.stacks).flatMap(([region, stacks]) =>
    stacks
      .filter((stack) => belongsTo(stack, environment) && !named.has(`${region} ${stack.name}`))
      .map((stack) => orphan(environment, stack, region, prune)),
  );
}

function orphan(environment: Environment, stack: Stack, region: string, prune: boolean): ServicePlan {
  const service = stack.tags[TAG.service] ?? stack.name;
  const goes = prune && !stack.terminationProtection;
  const kept = stack.terminationProtection ? 'it is protected' : 'it is kept until --prune';
  const isBorrowed = environment.borrowed.some(({ name }) => name === service);
  const why = isBorrowed ? 'its own stack is no longer used' : 'no longer in the definition';
  const reason = `${why}: ${goes ? 'it is deleted' : kept}`;
  return other(
    nodeKey(environment.name, service, region),
    service,
    stack.name,
    region,
    goes ? 'delete' : 'orphan',
    reason,
  );
}

/** True for a stack that carries the environment's tags. */
export function belongsTo(stack: Stack, environment: { project: string; name: string }): boolean {
  return stack.tags[TAG.project] === environment.project && stack.tags[TAG.environment] === environment.name;
}

function other(
  key: string,
  service: string,
  stack: string,
  region: string,
  action: ServicePlan['action'],
  reason: string,
): ServicePlan {
  return {
    key,
    service,
    stack,
    region,
    action,
    edges: [],
    approval: null,
    reasons: [reason],
    resources: [],
    deployment: null,
  };
}
