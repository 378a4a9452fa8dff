import { textOf, type Input } from '../../input.ts';
import { AwsFault } from '../../service.ts';
import { requiredText } from '../operations/lookup.ts';
import { regionOf, type Site } from '../site.ts';
import type { OperationRecord, StackSetRecord } from './record.ts';

/** Stack sets of an administrator's account and region, by id. */
export function stackSetsOf(site: Pick<Site, 'state' | 'account' | 'region'>): Record<string, StackSetRecord> {
  const region = regionOf(site);
  return (region.stackSets ??= {});
}

/** By name or id; a deleted one is found by its id alone. */
export function findStackSet(nameOrId: string, site: Site): StackSetRecord | null {
  const sets = stackSetsOf(site);
  const named = Object.values(sets).find(({ name, status }) => name === nameOrId && status === 'ACTIVE');
  return named ?? sets[nameOrId] ?? null;
}

/** The set that `StackSetName` names; throws StackSetNotFoundException. */
export function requestStackSet(input: Input, site: Site): StackSetRecord {
  const name = requiredText(input, 'StackSetName');
  const found = findStackSet(name, site);
  if (found?.status === 'ACTIVE') return found;
  throw new AwsFault('StackSetNotFoundException', `StackSet ${name} not found`, 404);
}

/** The operation that `OperationId` names; throws OperationNotFoundException. */
export function requestOperation(input: Input, site: Site): { set: StackSetRecord; operation: OperationRecord } {
  const set = requestStackSet(input, site);
  const operation = set.operations[textOf(input, 'OperationId') ?? ''];
  if (operation !== undefined) return { set, operation };
  const message = `Operation ${textOf(input, 'OperationId') ?? ''} not found`;
  throw new AwsFault('OperationNotFoundException', message, 404);
}

export function isActive({ status }: OperationRecord): boolean {
  return status === 'RUNNING' || status === 'STOPPING';
}
