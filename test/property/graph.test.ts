import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleIn, dependentsOf, orderOf, reversed } from '../../src/plan/graph.ts';
import { acyclic, anyGraph, graph } from '../support/graphs.ts';

describe('order', () => {
  it('puts each name once, after everything that it needs', () => {
    fc.assert(
      fc.property(acyclic, (edges) => {
        const order = orderOf(graph(edges)) ?? [];
        expect([...order].sort()).toEqual(Object.keys(edges).sort());
        for (const [name, needs] of Object.entries(edges))
          for (const need of needs.filter((other) => other in edges))
            expect(order.indexOf(need)).toBeLessThan(order.indexOf(name));
      }),
    );
  });

  it('is the same whatever order the names come in', () => {
    fc.assert(
      fc.property(acyclic, (edges) => {
        const turned = Object.fromEntries(
          Object.entries(edges)
            .reverse()
            .map(([name, needs]) => [name, [...needs].reverse()]),
        );
        expect(orderOf(graph(turned))).toEqual(orderOf(graph(edges)));
      }),
    );
  });

  it('takes the smallest name that is free at every step', () => {
    fc.assert(
      fc.property(acyclic, (edges) => {
        const done = new Set<string>();
        for (const name of orderOf(graph(edges)) ?? []) {
          const free = Object.keys(edges).filter(
            (other) => !done.has(other) && (edges[other] ?? []).every((need) => done.has(need) || !(need in edges)),
          );
          expect(name).toBe(free.sort()[0]);
          done.add(name);
        }
      }),
    );
  });

  it('exists exactly when there is no cycle', () => {
    fc.assert(
      fc.property(anyGraph, (edges) => {
        expect(orderOf(graph(edges)) === null).toBe(cycleIn(graph(edges)) !== null);
      }),
    );
  });
});

describe('cycle', () => {
  it('is one: every step is an arrow, the end is the beginning, and no name comes twice between', () => {
    fc.assert(
      fc.property(anyGraph, (edges) => {
        const cycle = cycleIn(graph(edges));
        if (!cycle) return;
        expect(cycle.length).toBeGreaterThan(1);
        expect(cycle.at(-1)).toBe(cycle[0]);
        expect(new Set(cycle).size).toBe(cycle.length - 1);
        expect([...cycle].sort()[0]).toBe(cycle[0]);
        cycle.slice(0, -1).forEach((name, index) => expect(edges[name]).toContain(cycle[index + 1]));
      }),
    );
  });
});

describe('the other way round', () => {
  it('twice is the same graph, without what leads outside', () => {
    fc.assert(
      fc.property(anyGraph, (edges) => {
        const inside = Object.fromEntries(
          Object.entries(edges).map(([name, needs]) => [name, needs.filter((need) => need in edges)]),
        );
        expect(reversed(reversed(graph(edges)))).toEqual(graph(inside));
      }),
    );
  });

  it('dependents are exactly the names from which an arrow path leads here', () => {
    fc.assert(
      fc.property(acyclic, (edges) => {
        const reaches = (from: string, to: string): boolean =>
          (edges[from] ?? []).some((need) => need === to || reaches(need, to));
        for (const name of Object.keys(edges))
          expect([...dependentsOf(graph(edges), name)].sort()).toEqual(
            Object.keys(edges)
              .filter((other) => reaches(other, name))
              .sort(),
          );
      }),
    );
  });
});
