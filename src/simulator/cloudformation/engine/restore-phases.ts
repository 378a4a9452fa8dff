import { canonical } from '../../../model/json.ts';
import { changedProperties } from '../properties.ts';
import type { ResourceRecord } from '../records.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { failureSentences } from './ended.ts';
import { setStackStatus } from './events.ts';
import { enterPhase } from './run.ts';
import { removeWorks, restoreWorks } from './works.ts';

/** Goes back to the stack's snapshot: what was changed is changed back, in the order in which it was made. */
export function startRestore(stack: StackRecord, site: Site): void {
  const { operation } = stack;
  const previous = operation?.previous;
  if (operation === null || previous === undefined || previous === null) return;
  stack.config = previous.config;
  operation.leftovers = [];
  const touched = Object.values(previous.resources).filter((before) =>
    isTouched(stack.resources[before.logicalId], before),
  );
  for (const before of Object.values(previous.resources)) {
    if (!touched.includes(before)) stack.resources[before.logicalId] = structuredClone(before);
  }
  enterPhase(stack, 'restore', restoreWorks(touched), site);
}

/** True for a resource whose update began and that has not been brought back yet. */
function isTouched(now: ResourceRecord | undefined, before: ResourceRecord): boolean {
  if (now === undefined || now.physicalId !== before.physicalId || now.status !== before.status) return true;
  return (
    changedProperties(before.properties, now.properties).length > 0 || canonical(before.tags) !== canonical(now.tags)
  );
}

/** Everything is changed back, or something would not be; what the update had made new is deleted next. */
export function endRestore(stack: StackRecord, site: Site): void {
  const { operation } = stack;
  const previous = operation?.previous;
  if (operation === null || previous === undefined || previous === null) return;
  const failures = failureSentences(stack);
  if (failures !== '') return setStackStatus(stack, 'UPDATE_ROLLBACK_FAILED', failures, site);
  stack.imports = [...previous.imports];
  stack.changeSetId = previous.changeSetId;
  setStackStatus(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', null, site);
  const added = Object.values(stack.resources).filter(
    (resource) => !Object.hasOwn(previous.resources, resource.logicalId),
  );
  for (const { logicalId } of added) delete stack.resources[logicalId];
  enterPhase(stack, 'restoreCleanup', removeWorks([...operation.leftovers, ...added], true), site);
}

/** The stack is what it was before the update. */
export function endRestoreCleanup(stack: StackRecord, site: Site): void {
  if (stack.operation !== null) stack.operation.leftovers = [];
  setStackStatus(stack, 'UPDATE_ROLLBACK_COMPLETE', null, site);
}
