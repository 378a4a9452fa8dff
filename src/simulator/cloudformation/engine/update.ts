import { failureReason } from '../resources/messages.ts';
import type { ResourceRecord } from '../records.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { publish } from './create.ts';
import { importedNames } from './definitions.ts';
import { failedWorks, failureSentences } from './ended.ts';
import { setStackStatus } from './events.ts';
import { startRestore } from './restore-phases.ts';
import { enterPhase } from './run.ts';
import { planScope } from './scopes.ts';
import { removeWorks } from './works.ts';

/** All resources are as the template wants them, or one is not: outputs, exports and the cleanup, or back. */
export function endUpdate(stack: StackRecord, site: Site): void {
  if (failedWorks(stack).length > 0) return failUpdate(stack, failureSentences(stack), site);
  try {
    publish(stack, site);
  } catch (error) {
    return failUpdate(stack, failureReason(site, error, 'CloudFormation'), site);
  }
  stack.imports = importedNames(planScope(stack, stack.config, site));
  setStackStatus(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', null, site);
  const unwanted = unwantedResources(stack);
  for (const { logicalId } of unwanted) delete stack.resources[logicalId];
  enterPhase(stack, 'cleanup', removeWorks([...(stack.operation?.leftovers ?? []), ...unwanted], true), site);
}

/** Resources that the template no longer has. */
function unwantedResources(stack: StackRecord): ResourceRecord[] {
  const wanted = new Set(stack.operation?.works.map((work) => work.logicalId));
  return Object.values(stack.resources).filter((resource) => !wanted.has(resource.logicalId));
}

/** A resource that would not go no longer belongs to the stack; the update has succeeded all the same. */
export function endCleanup(stack: StackRecord, site: Site): void {
  const failed = failedWorks(stack).length > 0;
  if (stack.operation !== null) stack.operation.leftovers = [];
  const reason = failed ? 'Update successful. One or more resources could not be deleted.' : null;
  setStackStatus(stack, 'UPDATE_COMPLETE', reason, site);
}

/** Stops, or goes back to what was before. */
export function failUpdate(stack: StackRecord, reason: string, site: Site): void {
  if (stack.operation?.onFailure === 'DO_NOTHING') return setStackStatus(stack, 'UPDATE_FAILED', reason.trim(), site);
  setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason, site);
  startRestore(stack, site);
}
