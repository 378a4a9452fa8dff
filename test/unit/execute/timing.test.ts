import { describe, expect, it } from 'vitest';
import { criticalPathSeconds } from '../../../src/execute/timing.ts';
import type { ServiceOutcome } from '../../../src/model/outcome.ts';
import type { ServicePlan } from '../../../src/model/plan.ts';

/** Services with what they wait for and how long they took. */
function path(services: Readonly<Record<string, readonly [seconds: number, ...needs: string[]]>>): number {
  const base = {
    region: 'eu-west-1',
    action: 'create',
    approval: null,
    reasons: [],
    resources: [],
    deployment: null,
  } as const;
  const plans = Object.entries(services).map(([name, [, ...needs]]): ServicePlan => {
    const edges = needs.map((to) => ({ to, why: 'dependsOn' }));
    return { ...base, key: name, service: name, stack: name, edges };
  });
  const outcomes = Object.entries(services).map(([name, [seconds]]): [string, ServiceOutcome] => [
    name,
    { service: name, stack: name, region: 'eu-west-1', outcome: 'created', seconds, outputs: {}, reason: null },
  ]);
  return criticalPathSeconds(plans, new Map(outcomes));
}

describe('the critical path', () => {
  it.each([
    ['of nothing', {}, 0],
    ['of what runs side by side is the longest', { a: [3], b: [5] }, 5],
    ['adds up what waits for each other', { a: [3], b: [5, 'a'], c: [1, 'b'] }, 9],
    ['takes the longest way through a diamond', { a: [1], b: [10, 'a'], c: [2, 'a'], d: [1, 'b', 'c'] }, 12],
    ['leaves out what other environments did', { a: [3, 'staging/x@eu-west-1'] }, 3],
    ['counts an edge once, however many reasons it has', { a: [3], b: [5, 'a', 'a'] }, 8],
  ] as const)('%s', (_, services, seconds) => {
    expect(path(services)).toBe(seconds);
  });
});
