import type { RemovalStep } from '../model/removal.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Hold } from '../bucket/lock.ts';
import { whileHeld } from '../bucket/while-held.ts';
import type { Run } from '../model/run.ts';
import { administrator } from '../observe/administrator.ts';
import { observeStackSet } from '../observe/stack-sets.ts';
import { stackSetFailure } from './stack-set.ts';
import { follow, operationId } from './stack-set-operation.ts';

/** Every account of a region at a time, and however many of them fail: each is one stack less. */
const ALL = { maxConcurrent: { percentage: 100 }, failureTolerance: { percentage: 100 } } as const;

/** Deletes the stacks of a set in every account, then the set. Throws StackFailed while some of them are still there. */
export async function removeStackSet(
  { stack: name, region }: RemovalStep,
  { units, regions }: NonNullable<RemovalStep['stackSet']>,
  { run, hold }: { readonly run: Run; readonly hold: Hold | null },
  tell: (message: string) => void,
): Promise<void> {
  const { gateway: open } = await administrator(region, run);
  const gateway = whileHeld(open, hold);
  const joined = async (id: string) => follow({ gateway, name, id, run }, tell);
  let set = await observeStackSet(gateway, name);
  for (let running = set?.running[0]; set && running !== undefined; running = set?.running[0]) {
    await joined(running);
    set = await observeStackSet(gateway, name);
  }
  if (!set) return;
  if (set.instances.length > 0) {
    const id = operationId('d', { units, regions }, set);
    await gateway.deleteInstances(name, { units, regions }, { id, ...ALL });
    const { status, instances } = await joined(id);
    const failed = instances.some(({ outcome }) => outcome === 'failed');
    if (status !== 'SUCCEEDED' || failed) throw new EnvctlError([stackSetFailure(name, status, instances)]);
  }
  await gateway.remove(name);
}
