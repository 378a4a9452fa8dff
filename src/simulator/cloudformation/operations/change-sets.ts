import { partitionOf } from '../../../model/names.ts';
import { flagOf, textOf, type Input } from '../../input.ts';
import { uuid } from '../../ids.ts';
import { AwsFault, type Call, type Operation } from '../../service.ts';
import type { ChangeSetRecord } from '../change-record.ts';
import { setStackStatus } from '../engine/events.ts';
import { constraintError, notImplemented, validationError } from '../faults.ts';
import { addStack, newStack } from '../new-stack.ts';
import { regionOf, schedule } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { checkWanted, requestConfig, requestRole } from './config.ts';
import { executeChangeSet } from './execute-change-set.ts';
import { checkName, findChangeSet, findStack, noStack, requiredText } from './lookup.ts';
import { checkUpdatable } from './stack-states.ts';
import { oncePerToken } from './tokens.ts';

/** Source: API reference, CreateChangeSet. Everything that can be refused is refused before anything is made. */
const createChangeSet: Operation = (input, call) => {
  const type = typeOf(input);
  const stackName = requiredText(input, 'StackName');
  const name = requiredText(input, 'ChangeSetName');
  checkName(name, 'ChangeSetName');
  const existing = findStack(stackName, call);
  const stack = type === 'CREATE' ? stackToCreate(stackName, name, existing, call) : stackToUpdate(stackName, existing);
  const config = requestConfig(input, call, type === 'UPDATE' ? stack.config : null);
  const role = requestRole(input, call, stack.role);
  checkWanted(stack, config, call);
  const changeSet = { ...newChangeSet(input, name, stack, call), type, config, role };
  keep(changeSet, stack, call);
  return { Id: changeSet.id, StackId: stack.id };
};

function typeOf(input: Input): 'CREATE' | 'UPDATE' {
  const type = textOf(input, 'ChangeSetType') ?? 'UPDATE';
  if (type === 'CREATE' || type === 'UPDATE') return type;
  if (type === 'IMPORT') throw notImplemented('change sets of the type IMPORT');
  throw constraintError(type, 'changeSetType', 'Member must satisfy enum value set: [IMPORT, UPDATE, CREATE]');
}

function stackToCreate(stackName: string, name: string, existing: StackRecord | null, call: Call): StackRecord {
  if (existing !== null && existing.deleted === null && existing.status === 'REVIEW_IN_PROGRESS') return existing;
  if (existing !== null) {
    throw validationError(
      `Stack [${existing.name}] already exists and cannot be created again with the changeSet [${name}].`,
    );
  }
  checkName(stackName, 'StackName');
  return newStack(stackName, {}, call);
}

function stackToUpdate(stackName: string, existing: StackRecord | null): StackRecord {
  if (existing === null || existing.deleted !== null) throw noStack(stackName, 'brackets');
  checkUpdatable(existing);
  return existing;
}

function newChangeSet(
  input: Input,
  name: string,
  stack: StackRecord,
  call: Call,
): Omit<ChangeSetRecord, 'type' | 'config' | 'role'> {
  const { account, region } = call;
  const taken = Object.values(regionOf(call).changeSets).some(
    (item) => item.stackId === stack.id && item.name === name,
  );
  if (taken) throw new AwsFault('AlreadyExistsException', `ChangeSet ${name} already exists`);
  return {
    id: `arn:${partitionOf(region)}:cloudformation:${region}:${account}:changeSet/${name}/${uuid(call.state)}`,
    name,
    stackId: stack.id,
    description: textOf(input, 'Description'),
    created: call.now,
    onStackFailure: textOf(input, 'OnStackFailure'),
    status: 'CREATE_PENDING',
    reason: null,
    executionStatus: 'UNAVAILABLE',
    changes: [],
    importExisting: flagOf(input, 'ImportExistingResources') === true,
    unvalidated: flagOf(input, 'DisableValidation') === true,
  };
}

function keep(changeSet: ChangeSetRecord, stack: StackRecord, call: Call): void {
  const { stacks, changeSets } = regionOf(call);
  if (stacks[stack.id] === undefined) {
    addStack(stack, call);
    setStackStatus(stack, 'REVIEW_IN_PROGRESS', 'User Initiated', call);
  }
  changeSets[changeSet.id] = changeSet;
  schedule(call, Math.floor(call.settings.changeSetMs * 0.3), 'changeSet', { changeSetId: changeSet.id });
}

const deleteChangeSet: Operation = (input, call) => {
  const changeSet = findChangeSet(input, call);
  if (changeSet === null) return {};
  const busy = changeSet.status === 'CREATE_IN_PROGRESS' || changeSet.executionStatus === 'EXECUTE_IN_PROGRESS';
  if (busy) {
    const status = changeSet.status === 'CREATE_IN_PROGRESS' ? changeSet.status : changeSet.executionStatus;
    throw new AwsFault(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be deleted in its current status of [${status}]`,
    );
  }
  delete regionOf(call).changeSets[changeSet.id];
  return {};
};

const execute: Operation = (input, call) => {
  const options = { token: textOf(input, 'ClientRequestToken'), disableRollback: flagOf(input, 'DisableRollback') };
  executeChangeSet(input, options, call);
  return {};
};

/** Operations that make, execute and delete change sets. */
export const CHANGE_SET_OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateChangeSet: oncePerToken('CreateChangeSet', createChangeSet, 'own'),
  DeleteChangeSet: deleteChangeSet,
  ExecuteChangeSet: oncePerToken('ExecuteChangeSet', execute),
};
