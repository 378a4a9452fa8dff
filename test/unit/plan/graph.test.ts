import { describe, expect, it } from 'vitest';
import { cycleIn, dependentsOf, orderOf, reversed } from '../../../src/plan/graph.ts';
import { graph, type Edges } from '../../support/graphs.ts';

describe('order', () => {
  it.each<[string, Edges, string[] | null]>([
    ['of nothing', {}, []],
    [
      'of the five services',
      { users: ['database', 'notes'], auth: ['notes', 'uploads'], notes: ['database'], uploads: [], database: [] },
      ['database', 'notes', 'uploads', 'auth', 'users'],
    ],
    ['by name among those that are free', { c: [], a: [], b: [] }, ['a', 'b', 'c']],
    ['takes no notice of what is not in the graph', { b: ['elsewhere'], a: ['b'] }, ['b', 'a']],
    ['is none with a loop', { a: ['a'] }, null],
    ['is none with a cycle behind a tail', { a: [], b: ['c'], c: ['b', 'a'] }, null],
  ])('%s', (_, edges, order) => {
    expect(orderOf(graph(edges))).toEqual(order);
  });
});

describe('cycle', () => {
  it.each<[string, Edges, string[] | null]>([
    ['none in a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, null],
    ['a name that needs itself', { b: [], a: ['a'] }, ['a', 'a']],
    ['of two, from its smallest name', { b: ['a'], a: ['b'] }, ['a', 'b', 'a']],
    ['the shortest of several', { a: ['b'], b: ['c'], c: ['a'], x: ['y'], y: ['x'] }, ['x', 'y', 'x']],
    ['in the direction of the arrows', { a: ['c'], c: ['b'], b: ['a'] }, ['a', 'c', 'b', 'a']],
    ['not one that leads outside', { a: ['outside'] }, null],
  ])('%s', (_, edges, cycle) => {
    expect(cycleIn(graph(edges))).toEqual(cycle);
  });
});

describe('the other way round', () => {
  const diamond = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] };

  it('finds everything that waits for a name, not the name itself', () => {
    expect([...dependentsOf(graph(diamond), 'd')].sort()).toEqual(['a', 'b', 'c']);
    expect([...dependentsOf(graph(diamond), 'a')]).toEqual([]);
  });

  it('ends in a cycle, too', () => {
    expect([...dependentsOf(graph({ a: ['b'], b: ['a'] }), 'a')].sort()).toEqual(['a', 'b']);
  });

  it('turns every arrow and keeps every name', () => {
    expect(reversed(graph(diamond))).toEqual(graph({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'] }));
  });
});
