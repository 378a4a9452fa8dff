import { next, type QueuedTask, type SimulatorState } from './state.ts';

/** Puts a task into the queue, behind every other that is due at the same moment. */
export function enqueue(state: SimulatorState, task: Omit<QueuedTask, 'order'>): void {
  const { queue } = state;
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((queue[middle]?.due ?? Infinity) <= task.due) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, { ...task, order: next(state) });
}

/**
 * Carries out everything that is due by `now`, what the tasks themselves enqueue included; answers whether there was
 * anything.
 */
export function carryOutDue(state: SimulatorState, now: number, carryOut: (task: QueuedTask) => void): boolean {
  let any = false;
  for (let task = state.queue[0]; task !== undefined && task.due <= now; task = state.queue[0]) {
    state.queue.shift();
    carryOut(task);
    any = true;
  }
  return any;
}
