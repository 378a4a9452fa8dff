import { canonical } from '../../../model/json.ts';
import type { ResourceRecord } from '../records.ts';
import type { StackRecord } from '../stack-record.ts';
import type { MakeWork, RemoveWork, RestoreWork, Work } from './operation.ts';

/** One work for each wanted resource, after those that it needs. */
export function makeWorks(wanted: Readonly<Record<string, ResourceRecord>>): MakeWork[] {
  return Object.values(wanted).map((target) => ({
    action: 'make',
    logicalId: target.logicalId,
    after: target.after,
    state: 'waiting',
    target,
    replaces: false,
  }));
}

/** Deletes in reverse: a resource goes after everything that was made after it. */
export function removeWorks(resources: readonly ResourceRecord[], leftover: boolean): RemoveWork[] {
  return resources.map((resource) => ({
    action: 'remove',
    logicalId: resource.logicalId,
    after: resources.filter((other) => other.after.includes(resource.logicalId)).map((other) => other.logicalId),
    state: 'waiting',
    leftover: leftover ? resource : null,
  }));
}

/** Brings resources back in the order in which they were made. */
export function restoreWorks(resources: readonly ResourceRecord[]): RestoreWork[] {
  return resources.map(({ logicalId, after }) => ({ action: 'restore', logicalId, after, state: 'waiting' }));
}

/** Waiting works that may begin. What is not among the works has ended. */
export function readyWorks(works: readonly Work[]): Work[] {
  const open = new Set(
    works.filter((work) => work.state === 'waiting' || work.state === 'running').map((work) => work.logicalId),
  );
  return works.filter((work) => work.state === 'waiting' && !work.after.some((name) => open.has(name)));
}

/** Milliseconds for each work so that the longest chain of them takes `seconds`; works that change nothing take none. */
export function paceOf(works: readonly Work[], stack: StackRecord, seconds: number): number {
  const byName = new Map(works.map((work) => [work.logicalId, work]));
  const depths = new Map<string, number>();
  const depth = (name: string): number => {
    const work = byName.get(name);
    if (work === undefined) return 0;
    const known = depths.get(name);
    if (known !== undefined) return known;
    const own = (changesSomething(work, stack) ? 1 : 0) + Math.max(0, ...work.after.map(depth));
    depths.set(name, own);
    return own;
  };
  return Math.round((seconds * 1000) / Math.max(1, ...works.map((work) => depth(work.logicalId))));
}

function changesSomething(work: Work, stack: StackRecord): boolean {
  if (work.action !== 'make') return true;
  const current = stack.resources[work.logicalId];
  return (
    current?.physicalId === undefined ||
    current.physicalId === null ||
    canonical(current.definition) !== canonical(work.target.definition)
  );
}
