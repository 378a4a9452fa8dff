import type { ChangeSetRecord } from '../change-record.ts';
import { differences } from '../differences.ts';
import { importRefusal, withImports } from '../existing.ts';
import { failureReason } from '../resources/messages.ts';
import { transformsOf } from '../template/transforms.ts';
import { regionOf, schedule, type Site } from '../site.ts';
import { INVALID, validate } from '../validation.ts';

const EMPTY = "The submitted information didn't contain changes. Submit different information to create a change set.";

/** What AWS says instead when the template has transforms. */
const EMPTY_TRANSFORMED = 'No updates are to be performed.';

/** Leads a change set from CREATE_PENDING to its end: the task `changeSet`. */
export function stepChangeSet(id: string, site: Site): void {
  const { changeSets, stacks } = regionOf(site);
  const changeSet = changeSets[id];
  const stack = stacks[changeSet?.stackId ?? ''];
  if (changeSet === undefined || stack === undefined) return;
  if (changeSet.status === 'CREATE_PENDING') {
    changeSet.status = 'CREATE_IN_PROGRESS';
    schedule(site, Math.ceil(site.settings.changeSetMs * 0.7), 'changeSet', { changeSetId: id });
    return;
  }
  if (changeSet.status !== 'CREATE_IN_PROGRESS') return;
  try {
    const { changes: found, none } = differences(stack, changeSet.config, site);
    const changes = changeSet.importExisting === true ? withImports(found, changeSet, site) : found;
    changeSet.changes = changes;
    changeSet.failures = changeSet.unvalidated === true ? [] : validate(changeSet, stack, changes, site);
    const refusal = changeSet.failures.length > 0 ? INVALID : importRefusal(changes, changeSet);
    changeSet.reason = none ? emptyReason(changeSet) : refusal;
  } catch (error) {
    changeSet.reason = failureReason(site, error, 'CloudFormation');
  }
  changeSet.status = changeSet.reason === null ? 'CREATE_COMPLETE' : 'FAILED';
  if (changeSet.reason === null) changeSet.executionStatus = 'AVAILABLE';
}

function emptyReason({ config }: ChangeSetRecord): string {
  return transformsOf(config.template).length > 0 ? EMPTY_TRANSFORMED : EMPTY;
}
