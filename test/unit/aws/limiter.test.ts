import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../src/aws/limiter.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';

const RATE = { group: 'g', perSecond: 2, burst: 3 };

/** Milliseconds after the start at which each of `count` takers, all there at once, gets its turn. */
async function turns(count: number, throttledFirst = 0) {
  const clock = virtualClock(0);
  const limiter = createLimiter(clock);
  for (let i = 0; i < throttledFirst; i += 1) {
    await limiter.take('a', RATE);
    limiter.throttled('a');
    await clock.sleep(2_000);
  }
  const start = clock.now();
  const moments: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async () => {
      await limiter.take('a', RATE);
      moments.push(clock.now() - start);
    }),
  );
  return { moments, clock, limiter };
}

describe('the rate limiter', () => {
  it('lets a burst pass at once and then keeps to the rate, in order', async () => {
    const { moments } = await turns(6);
    expect(moments).toEqual([0, 0, 0, 500, 1_000, 1_500]);
  });

  it('fills up again while nobody asks, but never above the burst', async () => {
    const { clock, limiter } = await turns(3);
    await clock.sleep(60_000);
    const start = clock.now();
    for (let i = 0; i < 4; i += 1) await limiter.take('a', RATE);
    expect(clock.now() - start).toBe(500);
  });

  it('keeps buckets apart', async () => {
    const { clock, limiter } = await turns(3);
    const start = clock.now();
    await limiter.take('b', RATE);
    expect(clock.now()).toBe(start);
  });

  it('halves the rate when AWS throttles, once for answers that come together', async () => {
    const clock = virtualClock(0);
    const limiter = createLimiter(clock);
    await limiter.take('a', RATE);
    for (let i = 0; i < 5; i += 1) limiter.throttled('a');
    await limiter.take('a', RATE);
    await limiter.take('a', RATE);
    const start = clock.now();
    await limiter.take('a', RATE);
    expect(clock.now() - start).toBe(1_000);
  });

  it('recovers slowly to the rate it started with', async () => {
    const clock = virtualClock(0);
    const limiter = createLimiter(clock);
    await limiter.take('a', RATE);
    limiter.throttled('a');
    await clock.sleep(20_000);
    const gapAfter = async (): Promise<number> => {
      for (let i = 0; i < RATE.burst; i += 1) await limiter.take('a', RATE);
      const start = clock.now();
      await limiter.take('a', RATE);
      return clock.now() - start;
    };
    const soon = await gapAfter();
    await clock.sleep(300_000);
    expect(soon).toBeGreaterThan(500);
    expect(soon).toBeLessThan(1_000);
    expect(await gapAfter()).toBe(500);
  });

  it('never becomes slower than a sixteenth', async () => {
    const { moments } = await turns(2, 10);
    expect((moments[1] ?? 0) - (moments[0] ?? 0)).toBeLessThanOrEqual(8_000);
  });

  it('knows nothing of a bucket that nobody has used', () => {
    expect(() => createLimiter(virtualClock(0)).throttled('never')).not.toThrow();
  });
});
