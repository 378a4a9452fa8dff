import type { Stack } from '../aws/types/cloudformation.ts';
import type { Environment } from '../model/environment.ts';
import { pendingName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { Unfinished } from '../model/plan.ts';
import type { LinkedService } from './linked.ts';
import { publishedOutputs } from './published.ts';
import { isHealthy } from './status.ts';

const REASONS: Readonly<Record<Unfinished, string>> = {
  command: 'the command after it runs again: it has not ended well',
  outputs: 'its outputs are not published',
  protection: 'its termination protection is not as the definition says',
};

/** Why it is looked at although its stack is as it should be, for a person. */
export function unfinishedReasons(unfinished: readonly Unfinished[]): string[] {
  return unfinished.map((step) => REASONS[step]);
}

/**
 * What a deployment does once a stack is up and an interrupted or killed one did not get to. AWS itself tells: nothing
 * else has to be remembered.
 */
export function unfinishedOf(
  environment: Environment,
  { key, service, region }: LinkedService,
  stack: Stack | undefined,
  { parameters, recorded }: Observation,
): Unfinished[] {
  if (!stack || !isHealthy(stack.status)) return [];
  const there = new Map((parameters[region] ?? []).map(({ name, value }) => [name, value]));
  const published = publishedOutputs(environment, service.name, stack);
  return [
    ...(service.after && there.has(pendingName(environment, service.name)) ? (['command'] as const) : []),
    ...(published.some(({ name, value }) => there.get(name) !== value) ? (['outputs'] as const) : []),
    ...(service.protected !== stack.terminationProtection && (service.protected || recorded[key]?.protected)
      ? (['protection'] as const)
      : []),
  ];
}
