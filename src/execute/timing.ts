import type { ServiceOutcome } from '../model/outcome.ts';
import type { NodeKey, ServicePlan } from '../model/plan.ts';

/** Seconds of the longest chain of services that waited for each other. */
export function criticalPathSeconds(
  services: readonly ServicePlan[],
  outcomes: ReadonlyMap<NodeKey, ServiceOutcome>,
): number {
  const byKey = new Map(services.map((service) => [service.key, service]));
  const ends = new Map<NodeKey, number>();
  const endOf = (key: NodeKey): number => {
    const known = ends.get(key);
    if (known !== undefined) return known;
    const service = byKey.get(key);
    if (!service) return 0;
    ends.set(key, 0);
    const before = Math.max(0, ...service.edges.map(({ to }) => endOf(to)));
    const end = before + (outcomes.get(key)?.seconds ?? 0);
    ends.set(key, end);
    return end;
  };
  return Math.max(0, ...services.map(({ key }) => endOf(key)));
}
