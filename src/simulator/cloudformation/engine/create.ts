import { checkExports } from '../exports.ts';
import { failureReason } from '../resources/messages.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { failedWorks, failureSentences } from './ended.ts';
import { setStackStatus } from './events.ts';
import { outputsOf } from './outputs.ts';
import { enterPhase } from './run.ts';
import { liveScope } from './scopes.ts';
import { removeWorks } from './works.ts';

/** All resources were made, or one was not: outputs and exports, or back. */
export function endCreate(stack: StackRecord, site: Site): void {
  if (failedWorks(stack).length > 0) return failCreate(stack, failureSentences(stack), site);
  try {
    publish(stack, site);
  } catch (error) {
    return failCreate(stack, failureReason(site, error, 'CloudFormation'), site);
  }
  setStackStatus(stack, 'CREATE_COMPLETE', null, site);
}

/** Computes the outputs and makes them the stack's, exports included; throws when AWS refuses them. */
export function publish(stack: StackRecord, site: Site): void {
  const outputs = outputsOf(liveScope(stack, site)).map((output) => {
    const known = stack.seeded?.[output.key];
    return known?.here === output.value ? { ...output, value: known.there } : output;
  });
  checkExports(stack, outputs, site);
  stack.outputs = outputs;
}

/** Stops, rolls back, or deletes the stack, as was asked for. Source: user guide, "Choose how to handle failures when provisioning resources". */
export function failCreate(stack: StackRecord, reason: string, site: Site): void {
  const onFailure = stack.operation?.onFailure ?? 'ROLLBACK';
  if (onFailure === 'DO_NOTHING') return setStackStatus(stack, 'CREATE_FAILED', reason.trim(), site);
  stack.imports = [];
  const works = removeWorks(Object.values(stack.resources), false);
  const sentence = reason.endsWith(' ') ? reason : `${reason} `;
  if (onFailure === 'DELETE') {
    setStackStatus(stack, 'DELETE_IN_PROGRESS', `${sentence}Delete requested by user.`, site);
    return enterPhase(stack, 'delete', works, site);
  }
  setStackStatus(stack, 'ROLLBACK_IN_PROGRESS', `${sentence}Rollback requested by user.`, site);
  enterPhase(stack, 'rollback', works, site);
}
