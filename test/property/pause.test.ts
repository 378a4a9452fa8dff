import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseAfter } from '../../src/execute/pause.ts';

/** Moments of the looks at what takes `ms`; the last one notices its end. */
function looks(ms: number, expected: number): number[] {
  const moments: number[] = [];
  for (let elapsed = 0; elapsed < ms;) moments.push((elapsed += pauseAfter(elapsed, expected)));
  return moments;
}

const ms = fc.integer({ min: 1, max: 4 * 3_600_000 });
const anything = fc.integer({ min: 0, max: 4 * 3_600_000 });

describe('looks at something that takes a while', () => {
  it('notice its end a tenth of its time late at most, or a second, or half a minute, whatever was expected', () => {
    fc.assert(
      fc.property(ms, anything, (took, expected) => {
        const late = (looks(took, expected).at(-1) ?? 0) - took;
        expect(late).toBeLessThanOrEqual(Math.min(30_000, Math.max(1_000, took * 0.1)));
      }),
    );
  });

  it('notice the end of what takes as long as expected, or longer, no later than if nothing had been expected', () => {
    fc.assert(
      fc.property(ms, fc.double({ min: 0, max: 1, noNaN: true }), (took, share) => {
        const late = (looks(took, took * share).at(-1) ?? 0) - took;
        expect(late).toBeLessThanOrEqual(Math.min(30_000, Math.max(1_000, took * 0.04)));
      }),
    );
  });

  it('are never more than if nothing were expected', () => {
    fc.assert(
      fc.property(ms, anything, (took, expected) => {
        expect(looks(took, expected).length).toBeLessThanOrEqual(looks(took, 0).length);
      }),
    );
  });
});

it('looks just when it should be over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 4 * 3_600_000 }), (took) => {
      expect((looks(took, took).at(-1) ?? 0) - took).toBeLessThan(1_000);
    }),
  );
});

it('looks some seventy times, not a hundred and ten, at twelve minutes that were foreseen', () => {
  expect(looks(704_000, 0).length).toBeGreaterThan(100);
  expect(looks(704_000, 704_000).length).toBeLessThan(70);
});
