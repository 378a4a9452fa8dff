import type { Site } from '../site.ts';
import type { StackRecord } from '../stack-record.ts';
import { failureSentences } from './ended.ts';
import { setStackStatus } from './events.ts';

/** Everything that a failed create had made is gone, or some of it would not go. */
export function endRollback(stack: StackRecord, site: Site): void {
  const failures = failureSentences(stack);
  if (failures === '') setStackStatus(stack, 'ROLLBACK_COMPLETE', null, site);
  else setStackStatus(stack, 'ROLLBACK_FAILED', failures, site);
}
