import type { Clock } from '../../src/model/clock.ts';

/** Time that a test moves by hand. */
export function handClock(): Clock & { pass(seconds: number): void } {
  let now = Date.UTC(2026, 0, 1, 12, 0, 0);
  return {
    now: () => now,
    sleep: () => Promise.resolve(),
    during: (work) => work,
    pass: (seconds) => void (now += seconds * 1_000),
  };
}
