import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slots } from '../../src/execute/slots.ts';
import { walk, type WalkOptions } from '../../src/execute/walker.ts';
import { dependentsOf } from '../../src/plan/graph.ts';
import { acyclic, graph, NAMES, type Edges } from '../support/graphs.ts';

interface Journal {
  readonly started: string[];
  readonly ended: string[];
  readonly most: number;
}

const NEVER = new AbortController().signal;

/** Walks with visits that take their turn of the event loop in a random order; `bad` names fail. */
async function walked(edges: Edges, bad: ReadonlySet<string>, order: fc.Scheduler, more: Partial<WalkOptions> = {}) {
  const journal = { started: [] as string[], ended: [] as string[], most: 0 };
  const visit = async (name: string): Promise<boolean> => {
    journal.started.push(name);
    for (const need of edges[name] ?? []) if (need in edges) expect(journal.ended).toContain(need);
    journal.most = Math.max(journal.most, journal.started.length - journal.ended.length);
    await order.schedule(Promise.resolve(), name);
    journal.ended.push(name);
    return !bad.has(name);
  };
  const walking = walk(graph(edges), visit, { slots: new Slots(20), failFast: false, signal: NEVER, ...more });
  const results = await order.waitFor(walking);
  return { results, journal: journal satisfies Journal };
}

const failures = fc.subarray([...NAMES]).map((names) => new Set(names));

describe('walk', () => {
  it('visits every name once, and only when all it needs are done', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, fc.scheduler(), async (edges, order) => {
        const { results, journal } = await walked(edges, new Set(), order);
        expect([...journal.started].sort()).toEqual(Object.keys(edges).sort());
        expect([...results.values()].every(({ state }) => state === 'done')).toBe(true);
      }),
    );
  });

  it('skips exactly what waits for a failure, and names the failure', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, failures, fc.scheduler(), async (edges, bad, order) => {
        const { results, journal } = await walked(edges, bad, order);
        const skipped = new Set<string>();
        for (const name of journal.started.filter((one) => bad.has(one)))
          for (const dependent of dependentsOf(graph(edges), name)) skipped.add(dependent);
        for (const name of Object.keys(edges)) {
          const result = results.get(name);
          expect(result?.state).toBe(skipped.has(name) ? 'skipped' : bad.has(name) ? 'failed' : 'done');
          if (result?.state !== 'skipped') continue;
          expect(results.get(result.because ?? '')?.state).toBe('failed');
          expect(dependentsOf(graph(edges), result.because ?? '')).toContain(name);
        }
      }),
    );
  });

  it('never has more under way than it may', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, fc.integer({ min: 1, max: 4 }), fc.scheduler(), async (edges, concurrency, order) => {
        const { results, journal } = await walked(edges, new Set(), order, { slots: new Slots(concurrency) });
        expect(journal.most).toBeLessThanOrEqual(concurrency);
        expect(results.size).toBe(Object.keys(edges).length);
      }),
    );
  });

  it('starts nothing after the first failure when it is to fail fast', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, failures, fc.scheduler(), async (edges, bad, order) => {
        const { results, journal } = await walked(edges, bad, order, { failFast: true, slots: new Slots(2) });
        const first = journal.ended.findIndex((name) => bad.has(name));
        if (first >= 0) {
          const under = new Set(journal.ended.slice(0, first + 1));
          expect(journal.started.length - under.size).toBeLessThanOrEqual(1);
        }
        expect(results.size).toBe(Object.keys(edges).length);
      }),
    );
  });

  it('starts nothing once it is aborted, and lets what is under way end', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, fc.integer({ min: 0, max: 7 }), fc.scheduler(), async (edges, at, order) => {
        const controller = new AbortController();
        let count = 0;
        let late = 0;
        const visit = async (name: string): Promise<boolean> => {
          if (controller.signal.aborted) late += 1;
          if (count === at) controller.abort();
          count += 1;
          await order.schedule(Promise.resolve(), name);
          return true;
        };
        const results = await order.waitFor(
          walk(graph(edges), visit, { slots: new Slots(3), failFast: false, signal: controller.signal }),
        );
        expect(late).toBe(0);
        expect(results.size).toBe(Object.keys(edges).length);
        const skipped = [...results.values()].filter(({ state }) => state === 'skipped');
        expect(skipped).toHaveLength(results.size - count);
        for (const result of skipped) expect(result).toEqual({ state: 'skipped', because: null });
      }),
    );
  });
});
