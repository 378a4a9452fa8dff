import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { failureSentences } from './ended.ts';
import { setStackStatus } from './events.ts';

/** The stack is gone, or what would not go is left in DELETE_FAILED. */
export function endDelete(stack: StackRecord, site: Site): void {
  const failures = failureSentences(stack);
  if (failures === '') bury(stack, site);
  else setStackStatus(stack, 'DELETE_FAILED', failures, site);
}

/** From now on the stack is found by its id only; its exports, imports and change sets are gone. */
export function bury(stack: StackRecord, site: Site): void {
  stack.deleted = site.now;
  stack.imports = [];
  stack.outputs = [];
  setStackStatus(stack, 'DELETE_COMPLETE', null, site);
  const { changeSets } = regionOf(site);
  for (const [id, changeSet] of Object.entries(changeSets)) if (changeSet.stackId === stack.id) delete changeSets[id];
}
