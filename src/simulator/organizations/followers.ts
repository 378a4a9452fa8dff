import { allStackSets } from '../cloudformation/site.ts';
import type { TaskCall } from '../service.ts';

/** Between a change of the organization and what follows of it elsewhere. */
const FOLLOWING_MS = 2_000;

/** An account has come, or has moved: stack sets are deployed to it automatically, or taken away from it. */
export function tellStackSets(call: Pick<TaskCall, 'state' | 'schedule'>, account: string): void {
  if (allStackSets(call.state).length > 0)
    call.schedule(FOLLOWING_MS, 'cloudformation', 'stackSetsFollow', { account });
}
