import { validationError } from '../faults.ts';
import type { StackRecord } from '../stack-record.ts';

const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'CREATE_FAILED', 'UPDATE_FAILED'];

/** Throws unless the stack's status allows an update. Source: user guide, "Stack status codes". */
export function checkUpdatable(stack: StackRecord): void {
  if (UPDATABLE.includes(stack.status)) return;
  throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}
