import { describe, expect, it } from 'vitest';
import { Pace, type Kind } from '../../../src/execute/pace.ts';

/** Moments of the looks at something that takes `seconds`, in seconds; the last one notices its end. */
function looks(pace: Pace, kind: Kind, seconds: number): number[] {
  const moments: number[] = [];
  for (let elapsed = 0; elapsed < seconds * 1_000;) {
    elapsed += pace.pause(kind, elapsed);
    moments.push(elapsed / 1_000);
  }
  return moments;
}

/** How much later than its end something is noticed on average, in seconds, over durations that are spread evenly. */
function late(from: number, to: number): number {
  const durations = Array.from({ length: 400 }, (_, index) => from + ((to - from) * (index + 0.5)) / 400);
  const delays = durations.map((seconds) => (looks(new Pace(), 'create', seconds).at(-1) ?? 0) - seconds);
  return delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
}

describe('waiting without any experience', () => {
  it('notices the end of what takes seconds half a second late on average', () => {
    expect(late(1, 10)).toBeLessThanOrEqual(0.5);
  });

  it.each([60, 600, 3_000])(
    'notices the end of what takes about %i seconds two per cent late on average',
    (seconds) => {
      const measured = late(seconds * 0.9, seconds * 1.1);
      expect(measured).toBeLessThanOrEqual(seconds * 0.02);
    },
  );

  it('does not look at what takes an hour more than some two hundred times', () => {
    expect(looks(new Pace(), 'create', 3_600).length).toBeLessThan(220);
  });
});

describe('waiting with experience', () => {
  const experienced = (kind: Kind, ...seconds: readonly number[]): Pace => {
    const pace = new Pace();
    for (const one of seconds) pace.learn(kind, one * 1_000);
    return pace;
  };

  it('looks first when it should be over', () => {
    expect(looks(experienced('create', 3, 3), 'create', 3)).toEqual([3]);
    expect(looks(experienced('change set', 4), 'change set', 4)).toEqual([4]);
  });

  it('takes one stack for no rule, and one kind for no other', () => {
    expect(looks(experienced('create', 3), 'create', 3)).toEqual([1, 2, 3]);
    expect(looks(experienced('create', 3, 3), 'update', 3)).toEqual([1, 2, 3]);
  });

  it('expects nothing where what was seen is not alike', () => {
    expect(looks(experienced('create', 3, 60), 'create', 3)).toEqual([1, 2, 3]);
  });

  it('looks once in ten seconds at least, whatever it expects', () => {
    expect(looks(experienced('create', 60, 60), 'create', 60)[0]).toBe(10);
  });
});
