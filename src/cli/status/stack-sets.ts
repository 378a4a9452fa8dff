import type { ObservedStackSet, Observation } from '../../model/observation.ts';
import type { LinkedEnvironment } from '../../plan/linked.ts';
import { orphanedSets } from '../../plan/stack-set-owner.ts';
import type { InstanceStatus, ServiceStatus } from './document.ts';

/** From the worst to the best. */
const STATUSES = ['INOPERABLE', 'OUTDATED', 'CURRENT'];

/** Stack sets of the definition, and those that it no longer names. */
export function stackSetStatuses(linked: LinkedEnvironment, observation: Observation): ServiceStatus[] {
  const own = linked.stackSets.map(({ service, region, stack }) =>
    statusOf(service.name, region, stack, observation.stackSets?.sets[stack] ?? null),
  );
  const orphans = orphanedSets(linked, observation).map(({ service, set }) => ({
    ...statusOf(service, linked.environment.region, set.name, set),
    orphan: true,
  }));
  return [...own, ...orphans];
}

function statusOf(service: string, region: string, stack: string, set: ObservedStackSet | null): ServiceStatus {
  const about = {
    service,
    stack,
    region,
    health: null,
    drift: null,
    outputs: {},
    urls: [],
    updated: null,
    commit: null,
  };
  if (!set) return { ...about, status: 'ABSENT' };
  const instances = set.instances.map(({ account, region: place, status, reason }): InstanceStatus => ({
    account,
    region: place,
    status,
    reason,
  }));
  return { ...about, status: overallOf(set), instances };
}

function overallOf({ running, instances }: ObservedStackSet): string {
  if (running.length > 0) return 'OPERATION_IN_PROGRESS';
  return STATUSES.find((status) => instances.some((one) => one.status === status)) ?? 'CURRENT';
}
