/** In ms; the longest also bounds how late a failure is noticed in what takes hours. */
const SHORTEST = 1_000;
const LONGEST = 30_000;

/** Of the time that has gone by. So late an end is noticed at most, and half as late on average. */
const SHARE = { far: 0.1, near: 0.025, open: 0.04 };

/** The end is near for the last part of the time that is expected. */
const NEAR = 0.2;

/**
 * Milliseconds from one look to the next at something that has been under way for `elapsed` ms and is expected to take `expected`
 * ms; 0 when nothing is known of it. While its end is far, looks are rare, but never so rare that a failure, or an end that
 * comes all the same, is noticed more than a tenth of its time late: what is expected may be wrong. Just when it should be
 * over, there is a look.
 */
export function pauseAfter(elapsed: number, expected: number): number {
  const left = expected - elapsed;
  const untilNear = left - expected * NEAR;
  if (left <= 0) return within(elapsed * SHARE.open);
  return untilNear > 0
    ? within(Math.min(elapsed * SHARE.far, untilNear))
    : within(Math.min(elapsed * SHARE.near, left));
}

function within(pause: number): number {
  return Math.min(LONGEST, Math.max(SHORTEST, pause));
}
