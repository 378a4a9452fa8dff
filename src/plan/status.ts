/**
 * What a stack's status means for the next deployment; see "Stack status codes" in the CloudFormation user guide.
 * absent: nothing there. review: an abandoned CREATE change set, no resources. busy: wait first. settled: can be updated.
 * dead: never came up, or half deleted: delete, then create. stuck: a rollback that failed and has to be continued.
 * manual: only a person can decide what becomes of the resources.
 */
export type Disposition = 'absent' | 'review' | 'busy' | 'settled' | 'dead' | 'stuck' | 'manual';

const DEAD = new Set(['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED']);

/** The disposition of a stack with this status; undefined when there is no stack. */
export function dispositionOf(status: string | undefined): Disposition {
  if (status === undefined || status === 'DELETE_COMPLETE') return 'absent';
  if (status === 'REVIEW_IN_PROGRESS') return 'review';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  if (status === 'UPDATE_ROLLBACK_FAILED') return 'stuck';
  if (status === 'IMPORT_ROLLBACK_FAILED') return 'manual';
  return DEAD.has(status) ? 'dead' : 'settled';
}

/** True when the last operation ended well: only then what is deployed is what the change set's name says. */
export function isHealthy(status: string): boolean {
  return ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'].includes(
    status,
  );
}
