import { durationOf } from '../durations.ts';
import type { ResourceRecord } from '../records.ts';
import { handlerFor } from '../resources/registry.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { setResourceStatus } from './events.ts';
import { checkRemoved, NESTED, removeNested } from './nested.ts';
import type { Begun, Operation, RemoveWork } from './operation.ts';
import { requestFor } from './request.ts';

/** Starts deleting a resource, unless it stays or was never made. */
export function beginRemove(stack: StackRecord, work: RemoveWork, site: Site): Begun {
  const record = recordOf(stack, work);
  if (record === undefined || record.physicalId === null) {
    if (record !== undefined) record.status = 'DELETE_COMPLETE';
    return null;
  }
  if (stays(stack.operation, record, work)) {
    setResourceStatus(stack, record, 'DELETE_SKIPPED', null, site);
    regionOf(site).kept.push({ type: record.type, physicalId: record.physicalId });
    if (work.leftover === null) delete stack.resources[work.logicalId];
    return null;
  }
  setResourceStatus(stack, record, 'DELETE_IN_PROGRESS', null, site);
  if (record.type === NESTED) return removeNested(stack, record, site) ? 'awaited' : 0;
  return durationOf(record.type, 'remove', site.settings.resourceMs);
}

/** Deletes the resource; throws what its handler throws. */
export function finishRemove(stack: StackRecord, work: RemoveWork, site: Site): void {
  const record = recordOf(stack, work);
  if (record === undefined) return;
  if (record.type === NESTED) checkRemoved(record, site);
  else handlerFor(record.type).remove(requestFor(stack, record, site), record);
  setResourceStatus(stack, record, 'DELETE_COMPLETE', null, site);
}

/** The resource that a work is about. */
export function recordOf(stack: StackRecord, work: RemoveWork): ResourceRecord | undefined {
  return work.leftover ?? stack.resources[work.logicalId];
}

/** Source: user guide, "DeletionPolicy attribute" and "UpdateReplacePolicy attribute". */
function stays(operation: Operation | null, record: ResourceRecord, work: RemoveWork): boolean {
  if (operation?.skip.includes(record.logicalId) === true && operation.phase === 'delete') return true;
  const undoing = isUndoing(operation);
  const replaced = operation?.phase === 'cleanup' && operation.works.length > 0 && isReplaced(operation, work);
  const policy = replaced ? record.updateReplacePolicy : record.deletionPolicy;
  if (undoing && operation?.takesIn?.[record.logicalId] !== undefined) return true;
  return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !undoing);
}

/** What an operation that failed has made goes again; so it does when a failed creation takes its stack with it. */
function isUndoing(operation: Operation | null): boolean {
  const withStack = operation?.phase === 'delete' && operation.onFailure === 'DELETE';
  return withStack || operation?.phase === 'rollback' || operation?.phase === 'restoreCleanup';
}

/** In a cleanup the works are what was replaced and what has left the template; the previous resources tell which. */
function isReplaced(operation: Operation, work: RemoveWork): boolean {
  return operation.leftovers.some(
    (record) => record.logicalId === work.logicalId && record.physicalId === work.leftover?.physicalId,
  );
}
