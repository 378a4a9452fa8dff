import type { Clock } from '../model/clock.ts';

/** Turns of the event loop without any new work, before time jumps: continuations of what just ended run in them. */
const IDLE_TURNS = 4;

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/**
 * A clock on which waiting takes no time. Time stands still while anything happens, and jumps to the next sleeper once
 * nothing is in flight (`during`) and the event loop was idle for a few turns. Sleepers wake one at a time, by the moment
 * they are due, then in the order in which they went to sleep, so that a run is the same every time.
 */
export function virtualClock(start: number): Clock {
  let now = start;
  let inFlight = 0;
  let idleTurns = 0;
  let turning = false;
  /** Latest first: the next to wake is at the end. */
  const sleepers: Sleeper[] = [];

  const settle = (): void => {
    idleTurns = 0;
    if (turning || inFlight > 0 || sleepers.length === 0) return;
    turning = true;
    setImmediate(turn);
  };
  const turn = (): void => {
    turning = false;
    if (inFlight > 0 || sleepers.length === 0) return;
    idleTurns += 1;
    if (idleTurns > IDLE_TURNS) wakeNext();
    if (sleepers.length === 0) return;
    turning = true;
    setImmediate(turn);
  };
  const wakeNext = (): void => {
    const next = sleepers.pop();
    if (next === undefined) return;
    now = Math.max(now, next.due);
    idleTurns = 0;
    next.wake();
  };
  const add = (sleeper: Sleeper): void => {
    sleepers.splice(placeFor(sleepers, sleeper.due), 0, sleeper);
    settle();
  };
  const remove = (sleeper: Sleeper): void => {
    const index = sleepers.indexOf(sleeper);
    if (index >= 0) sleepers.splice(index, 1);
  };

  return {
    now: () => now,
    sleep: (ms, signal) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          remove(sleeper);
          reject(signal?.reason as Error);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper = { due: now + Math.max(0, ms), wake };
        signal?.addEventListener('abort', onAbort, { once: true });
        add(sleeper);
      });
    },
    during: async (work) => {
      inFlight += 1;
      try {
        return await work;
      } finally {
        inFlight -= 1;
        settle();
      }
    },
  };
}

/** Where a sleeper goes in a list that is ordered latest first; before those that are due at the same moment. */
function placeFor(sleepers: readonly Sleeper[], due: number): number {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sleepers[middle]?.due ?? 0) > due) low = middle + 1;
    else high = middle;
  }
  return low;
}
