import { describe, expect, it } from 'vitest';
import { longestChain, type Chain } from '../../../src/plan/longest.ts';

/** Services with what they wait for and how long they take. */
function chain(services: Readonly<Record<string, readonly [seconds: number, ...needs: string[]]>>): Chain {
  const plans = Object.entries(services).map(([key, [, ...needs]]) => ({
    key,
    edges: needs.map((to) => ({ to, why: 'dependsOn' })),
  }));
  return longestChain(plans, (key) => services[key]?.[0] ?? 0);
}

describe('the longest chain', () => {
  it.each([
    ['of nothing', {}, 0, []],
    ['of what runs side by side is the longest', { a: [3], b: [5] }, 5, ['b']],
    ['adds up what waits for each other', { a: [3], b: [5, 'a'], c: [1, 'b'] }, 9, ['a', 'b', 'c']],
    [
      'takes the longest way through a diamond',
      { a: [1], b: [10, 'a'], c: [2, 'a'], d: [1, 'b', 'c'] },
      12,
      ['a', 'b', 'd'],
    ],
    ['leaves out what other environments did', { a: [3, 'staging/x@eu-west-1'] }, 3, ['a']],
    ['counts an edge once, however many reasons it has', { a: [3], b: [5, 'a', 'a'] }, 8, ['a', 'b']],
    ['does not name what takes no time', { a: [3], b: [0, 'a'], c: [2, 'b'] }, 5, ['a', 'c']],
  ] as const)('%s', (_, services, seconds, path) => {
    expect(chain(services)).toEqual({ seconds, path });
  });
});
