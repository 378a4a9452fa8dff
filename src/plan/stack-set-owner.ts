import type { Environment } from '../model/environment.ts';
import { TAG } from '../model/names.ts';
import type { ObservedStackSet, Observation } from '../model/observation.ts';
import type { NodeKey } from '../model/plan.ts';
import type { LinkedEnvironment } from './linked.ts';

/** True when the set carries the tags by which envctl knows its own. */
export function isOwnStackSet(
  set: Pick<ObservedStackSet, 'tags'>,
  { project, name }: Pick<Environment, 'project' | 'name'>,
  service: string,
): boolean {
  return set.tags[TAG.project] === project && set.tags[TAG.stackSet] === `${name}/${service}`;
}

/** A set that an earlier deployment made and the definition no longer names. */
export interface OrphanedStackSet {
  readonly key: NodeKey;
  readonly service: string;
  readonly set: ObservedStackSet;
  /** By the last deployment that had it. */
  readonly isProtected: boolean;
}

export function orphanedSets(
  { environment, stackSets, services }: LinkedEnvironment,
  { recorded, stackSets: observed }: Observation,
): OrphanedStackSet[] {
  const named = new Set([...stackSets, ...services].map(({ key }) => key));
  return Object.entries(recorded).flatMap(([key, { stackSet: name, protected: isProtected }]) => {
    const set = name === undefined ? null : (observed?.sets[name] ?? null);
    const service = set?.tags[TAG.stackSet]?.split('/')[1];
    if (named.has(key) || !set || service === undefined || !isOwnStackSet(set, environment, service)) return [];
    return [{ key, service, set, isProtected }];
  });
}
