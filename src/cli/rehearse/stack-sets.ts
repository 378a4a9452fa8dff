import type { Prepared } from '../stages/prepare.ts';

/** Accounts of other environments are not in a sandbox, so that a stack set would have next to nothing to do there. */
export function withoutStackSets(prepared: readonly Prepared[]): {
  readonly prepared: readonly Prepared[];
  readonly assumptions: readonly string[];
} {
  const assumptions = prepared.flatMap(({ environment: { name, stackSets } }) =>
    stackSets.map((service) => `the stack set of ${name}/${service.name} is left out: its accounts are not rehearsed`),
  );
  const without = prepared.map((one) => ({
    ...one,
    environment: { ...one.environment, stackSets: [] },
    linked: { ...one.linked, environment: { ...one.linked.environment, stackSets: [] }, stackSets: [] },
  }));
  return { prepared: without, assumptions };
}
