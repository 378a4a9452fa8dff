import { flagOf, textOf, textsOf, type Input } from '../../input.ts';
import { AwsFault, type Operation } from '../../service.ts';
import { differences } from '../differences.ts';
import { bury } from '../engine/delete.ts';
import { continueRollback, startCreate, startDelete, startUpdate } from '../engine/begin.ts';
import type { OnFailure } from '../engine/operation.ts';
import { validationError } from '../faults.ts';
import { addStack, newStack } from '../new-stack.ts';
import type { StackRecord } from '../stack-record.ts';
import { checkAutoExpand } from '../template/capabilities.ts';
import { checkWanted, requestConfig, requestRole } from './config.ts';
import { checkName, findStack, requestLiveStack, requiredText } from './lookup.ts';
import { checkUpdatable } from './stack-states.ts';
import { oncePerToken } from './tokens.ts';

const createStack: Operation = (input, call) => {
  const name = requiredText(input, 'StackName');
  checkName(name, 'StackName');
  if (findStack(name, call) !== null) throw new AwsFault('AlreadyExistsException', `Stack [${name}] already exists`);
  const config = requestConfig(input, call, null);
  checkAutoExpand(config.template, config.capabilities);
  const role = requestRole(input, call, null);
  const onFailure = onFailureOf(input);
  const stack = newStack(name, { protection: flagOf(input, 'EnableTerminationProtection') === true }, call);
  checkWanted(stack, config, call);
  addStack(stack, call);
  stack.role = role;
  startCreate(stack, config, { token: textOf(input, 'ClientRequestToken'), onFailure }, call);
  return { StackId: stack.id };
};

const updateStack: Operation = (input, call) => {
  const stack = requestLiveStack(input, call, 'brackets');
  checkUpdatable(stack);
  const config = requestConfig(input, call, stack.config);
  checkAutoExpand(config.template, config.capabilities);
  const role = requestRole(input, call, stack.role);
  checkWanted(stack, config, call);
  if (differences(stack, config, call).none) throw validationError('No updates are to be performed.');
  stack.role = role;
  startUpdate(stack, config, { token: textOf(input, 'ClientRequestToken'), onFailure: onFailureOf(input) }, call);
  return { StackId: stack.id };
};

/** States in the middle of which a stack may be deleted: nothing of it is worth keeping yet. */
const DELETABLE_IN_PROGRESS = ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'REVIEW_IN_PROGRESS'];

const deleteStack: Operation = (input, call) => {
  const stack = findStack(requiredText(input, 'StackName'), call);
  if (stack === null || stack.deleted !== null || stack.status === 'DELETE_IN_PROGRESS') return {};
  if (stack.terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (stack.status.endsWith('_IN_PROGRESS') && !DELETABLE_IN_PROGRESS.includes(stack.status)) {
    throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
  }
  const skip = requestRetained(input, stack);
  stack.role = requestRole(input, call, stack.role);
  const token = textOf(input, 'ClientRequestToken');
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    stack.token = token;
    bury(stack, call);
  } else {
    startDelete(stack, { token, skip }, call);
  }
  return {};
};

/** Source: API reference, DeleteStack, RetainResources. */
function requestRetained(input: Input, stack: StackRecord): string[] {
  const names = textsOf(input, 'RetainResources');
  if (names.length > 0 && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. Only stacks in DELETE_FAILED state can be deleted with RetainResources.`,
    );
  }
  if (names.some((name) => stack.resources[name]?.status === 'DELETE_COMPLETE')) {
    throw validationError(
      'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
    );
  }
  return names;
}

const continueUpdateRollback: Operation = (input, call) => {
  const stack = requestLiveStack(input, call, 'brackets');
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be continued to roll back.`);
  }
  stack.role = requestRole(input, call, stack.role);
  const skip = textsOf(input, 'ResourcesToSkip');
  continueRollback(stack, { token: textOf(input, 'ClientRequestToken'), skip }, call);
  return {};
};

/** What the update had begun is brought back, whatever was asked for in case of failure. */
const cancelUpdateStack: Operation = (input, call) => {
  const stack = requestLiveStack(input, call, 'brackets');
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw validationError(`CancelUpdateStack cannot be called from current stack status: ${stack.status}`);
  }
  continueRollback(stack, { token: textOf(input, 'ClientRequestToken') }, call);
  return {};
};

/** OnFailure of CreateStack and DisableRollback exclude each other. */
function onFailureOf(input: Input): OnFailure {
  const asked = textOf(input, 'OnFailure');
  const disabled = flagOf(input, 'DisableRollback');
  if (asked !== null && disabled !== null)
    throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
  if (asked === 'DO_NOTHING' || asked === 'DELETE') return asked;
  return disabled === true ? 'DO_NOTHING' : 'ROLLBACK';
}

/** Operations that change a stack without a change set. */
export const STACK_OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateStack: oncePerToken('CreateStack', createStack),
  UpdateStack: oncePerToken('UpdateStack', updateStack),
  DeleteStack: oncePerToken('DeleteStack', deleteStack),
  CancelUpdateStack: oncePerToken('CancelUpdateStack', cancelUpdateStack),
  ContinueUpdateRollback: oncePerToken('ContinueUpdateRollback', continueUpdateRollback),
};
