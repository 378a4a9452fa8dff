import { exportInUse, importedBy } from '../exports.ts';
import { failureReason } from '../resources/messages.ts';
import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { endCreate, failCreate } from './create.ts';
import { wantedResources, importedNames } from './definitions.ts';
import { endDelete } from './delete.ts';
import { setStackStatus } from './events.ts';
import type { PhaseName } from './operation.ts';
import { endRollback } from './rollback.ts';
import { enterPhase } from './run.ts';
import { planScope } from './scopes.ts';
import { endCleanup, endUpdate, failUpdate } from './update.ts';
import { endRestore, endRestoreCleanup, startRestore } from './restore-phases.ts';
import { makeWorks, removeWorks } from './works.ts';

/** Begins the first phase of an operation: the task `begin`. Imports are looked up before anything is made. */
export function beginOperation(stack: StackRecord, site: Site): void {
  const phase = stack.operation?.phase;
  if (phase === 'delete') return beginDelete(stack, site);
  if (phase === 'restore') return startRestore(stack, site);
  if (phase !== 'create' && phase !== 'update') return;
  try {
    const scope = planScope(stack, stack.config, site);
    const imports = importedNames(scope);
    for (const name of imports) importedBy(stack, name, site);
    stack.imports = [...new Set([...stack.imports, ...imports])].sort();
    enterPhase(stack, phase, makeWorks(wantedResources(scope, stack.config.tags)), site);
  } catch (error) {
    const reason = failureReason(site, error, 'CloudFormation');
    if (phase === 'create') failCreate(stack, reason, site);
    else failUpdate(stack, reason, site);
  }
}

function beginDelete(stack: StackRecord, site: Site): void {
  const inUse = exportInUse(stack, site);
  const before = stack.operation?.before;
  if (inUse !== null && before !== undefined) return setStackStatus(stack, before.status, inUse, site);
  const present = Object.values(stack.resources).filter((resource) => resource.status !== 'DELETE_COMPLETE');
  enterPhase(stack, 'delete', removeWorks(present, false), site);
}

const ENDS: Readonly<Record<PhaseName, (stack: StackRecord, site: Site) => void>> = {
  create: endCreate,
  rollback: endRollback,
  update: endUpdate,
  cleanup: endCleanup,
  restore: endRestore,
  restoreCleanup: endRestoreCleanup,
  delete: endDelete,
};

/** What follows when the works of a phase have ended: the task `phase`. */
export function endPhase(stack: StackRecord, site: Site): void {
  if (stack.operation !== null) ENDS[stack.operation.phase](stack, site);
}
