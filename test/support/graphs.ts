import fc from 'fast-check';

export type Edges = Readonly<Record<string, readonly string[]>>;

export function graph(edges: Edges): Map<string, ReadonlySet<string>> {
  return new Map(Object.entries(edges).map(([name, needs]) => [name, new Set(needs)]));
}

export const NAMES: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Any graph of up to eight names, loops and edges that lead outside included, its names in any order. */
export const anyGraph: fc.Arbitrary<Edges> = fc
  .subarray([...NAMES])
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.subarray([...NAMES, 'outside'])))))
  .chain((entries) => fc.shuffledSubarray(entries, { minLength: entries.length }))
  .map((entries) => Object.fromEntries(entries));

/** Any graph without a cycle: a name needs only names that stand before it in some order. */
export const acyclic: fc.Arbitrary<Edges> = fc
  .shuffledSubarray([...NAMES])
  .chain((order) =>
    fc.tuple(
      ...order.map((name, index) => fc.tuple(fc.constant(name), fc.subarray([...order.slice(0, index), 'outside']))),
    ),
  )
  .chain((entries) => fc.shuffledSubarray(entries, { minLength: entries.length }))
  .map((entries) => Object.fromEntries(entries));
