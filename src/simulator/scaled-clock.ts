import { realClock, type Clock } from '../model/clock.ts';

/**
 * A clock that runs `factor` simulated seconds a real second from `start` (ms since 1970) on: what takes AWS minutes can
 * be watched in seconds.
 */
export function scaledClock(factor: number, start: number = Date.now()): Clock {
  const begun = performance.now();
  return {
    now: () => Math.round(start + (performance.now() - begun) * factor),
    sleep: (ms, signal) => realClock.sleep(ms / factor, signal),
    during: (work) => work,
  };
}
