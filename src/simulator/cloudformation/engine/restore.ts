import { durationOf } from '../durations.ts';
import type { ResourceRecord } from '../records.ts';
import { handlerFor } from '../resources/registry.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { setResourceStatus } from './events.ts';
import { NESTED, nestedAttributes, restoreNested } from './nested.ts';
import type { Begun, RestoreWork } from './operation.ts';
import { requestFor } from './request.ts';

/** Starts bringing a resource back to what it was before the update; a rollback's skipped resources are left as they are. */
export function beginRestore(stack: StackRecord, work: RestoreWork, site: Site): Begun {
  const current = stack.resources[work.logicalId];
  const before = beforeOf(stack, work);
  if (current === undefined || before === undefined) return null;
  if (stack.operation?.skip.includes(work.logicalId) === true) {
    setResourceStatus(stack, current, 'UPDATE_COMPLETE', null, site);
    return null;
  }
  setResourceStatus(stack, current, 'UPDATE_IN_PROGRESS', null, site);
  if (current.type === NESTED) return restoreNested(stack, current, site) ? 'awaited' : 0;
  return durationOf(current.type, 'update', site.settings.resourceMs);
}

/** Brings it back: a resource that was replaced is simply the old one again, the new one goes in the cleanup. */
export function finishRestore(stack: StackRecord, work: RestoreWork, site: Site): void {
  const current = stack.resources[work.logicalId];
  const before = beforeOf(stack, work);
  if (current === undefined || before === undefined) return;
  const restored: ResourceRecord = structuredClone(before);
  if (current.physicalId !== before.physicalId) stack.operation?.leftovers.push({ ...current });
  else if (restored.type === NESTED) restored.attributes = nestedAttributes(restored, site);
  else restored.attributes = handlerFor(before.type).update(requestFor(stack, restored, site), current).attributes;
  stack.resources[work.logicalId] = restored;
  setResourceStatus(stack, restored, 'UPDATE_COMPLETE', null, site);
}

function beforeOf(stack: StackRecord, work: RestoreWork): ResourceRecord | undefined {
  return stack.operation?.previous?.resources[work.logicalId];
}
