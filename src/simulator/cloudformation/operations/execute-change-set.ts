import type { Input } from '../../input.ts';
import { AwsFault } from '../../service.ts';
import type { ChangeSetRecord } from '../change-record.ts';
import { startCreate, startUpdate } from '../engine/begin.ts';
import type { OnFailure } from '../engine/operation.ts';
import { validationError } from '../faults.ts';
import { regionOf, type Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { noStack, requestChangeSet } from './lookup.ts';
import { checkUpdatable } from './stack-states.ts';

interface Options {
  readonly token: string | null;
  readonly disableRollback: boolean | null;
}

/** Starts what a change set says; the stack's other change sets are deleted. Source: API reference, ExecuteChangeSet. */
export function executeChangeSet(input: Input, options: Options, site: Site): void {
  const changeSet = requestChangeSet(input, site);
  const stack = regionOf(site).stacks[changeSet.stackId];
  if (stack === undefined || stack.deleted !== null) throw noStack(changeSet.stackId, 'brackets');
  checkExecutable(changeSet);
  if (changeSet.type === 'UPDATE') checkUpdatable(stack);
  const asked = {
    token: options.token,
    onFailure: onFailureOf(changeSet, options),
    takesIn: takenIn(changeSet),
  };
  deleteOthers(changeSet, site);
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  stack.role = changeSet.role;
  if (changeSet.type === 'CREATE') startCreate(stack, changeSet.config, asked, site);
  else startUpdate(stack, changeSet.config, asked, site);
  stack.changeSetId = changeSet.id;
}

/** Logical ids of what is taken in, with the names under which it is there. */
function takenIn({ changes }: ChangeSetRecord): Record<string, string> {
  const imports = changes.filter(({ action }) => action === 'Import');
  return Object.fromEntries(imports.map(({ logicalId, physicalId }) => [logicalId, physicalId ?? '']));
}

function checkExecutable({ id, status, executionStatus }: ChangeSetRecord): void {
  if (executionStatus === 'AVAILABLE') return;
  const current = status === 'CREATE_COMPLETE' ? `execution status of [${executionStatus}]` : `status of [${status}]`;
  throw new AwsFault('InvalidChangeSetStatus', `ChangeSet [${id}] cannot be executed in its current ${current}`);
}

function onFailureOf({ onStackFailure, type }: ChangeSetRecord, { disableRollback }: Options): OnFailure {
  if (onStackFailure !== null && disableRollback !== null) {
    throw validationError('DisableRollback cannot be specified when OnStackFailure was specified for the change set.');
  }
  if (onStackFailure === 'DELETE' && type === 'CREATE') return 'DELETE';
  return onStackFailure === 'DO_NOTHING' || disableRollback === true ? 'DO_NOTHING' : 'ROLLBACK';
}

function deleteOthers(executed: ChangeSetRecord, site: Site): void {
  const { changeSets } = regionOf(site);
  for (const [id, changeSet] of Object.entries(changeSets)) {
    if (changeSet.stackId === executed.stackId && id !== executed.id) delete changeSets[id];
  }
}

/** An executed change set follows its stack. */
export function executionStatusOf(changeSet: ChangeSetRecord, stack: StackRecord | undefined): string {
  if (changeSet.executionStatus !== 'EXECUTE_IN_PROGRESS' || stack === undefined) return changeSet.executionStatus;
  if (stack.status === 'CREATE_COMPLETE' || stack.status.startsWith('UPDATE_COMPLETE')) return 'EXECUTE_COMPLETE';
  return stack.status.endsWith('_IN_PROGRESS') ? 'EXECUTE_IN_PROGRESS' : 'EXECUTE_FAILED';
}
