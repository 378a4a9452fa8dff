import type { Clock } from '../../../src/model/clock.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';

/** A virtual clock that can go on while a request waits for its answer: for answers that come late. */
export interface PausableClock extends Clock {
  /** To be called within work that `layers` calls of `during` are waiting for: time goes on by `ms` meanwhile. */
  pause(ms: number, layers: number): Promise<void>;
}

/** One more thing in flight, until it is let go of. */
interface Hold {
  release(): void;
}

/** Only the number of things in flight matters to the clock, so that it makes no difference whose are let go of. */
export function pausableClock(start: number): PausableClock {
  const clock = virtualClock(start);
  const holds: Hold[] = [];
  const hold = (): void => {
    let release = (): void => undefined;
    void clock.during(new Promise<void>((resolve) => (release = resolve)));
    holds.push({ release });
  };
  return {
    ...clock,
    during: async (work) => {
      hold();
      try {
        return await work;
      } finally {
        holds.pop()?.release();
      }
    },
    pause: async (ms, layers) => {
      const released = holds.splice(-layers);
      for (const one of released) one.release();
      await clock.sleep(ms);
      for (let layer = 0; layer < released.length; layer += 1) hold();
    },
  };
}
