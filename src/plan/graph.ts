/** A directed graph as data: each name with the names it waits for. Knows nothing of services. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Names so that each stands after all it waits for; among those that are free, the smallest name first. Null when there is a cycle. */
export function orderOf(graph: Graph): string[] | null {
  const waiting = new Map(
    [...graph].map(([name, needs]) => [name, new Set([...needs].filter((need) => graph.has(need)))]),
  );
  const order: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, needs]) => needs.size === 0).map(([name]) => name);
    const next = free.sort()[0];
    if (next === undefined) return null;
    order.push(next);
    waiting.delete(next);
    for (const needs of waiting.values()) needs.delete(next);
  }
  return order;
}

/** A shortest cycle, first name repeated at the end (`a b a`), starting at its smallest name; null when there is none. */
export function cycleIn(graph: Graph): string[] | null {
  let best: string[] | null = null;
  for (const start of [...graph.keys()].sort()) {
    const cycle = shortestCycle(graph, start);
    if (cycle && (!best || cycle.length < best.length)) best = cycle;
  }
  return best;
}

/** Breadth first from `start` back to itself. */
function shortestCycle(graph: Graph, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    for (const need of [...(graph.get(name) ?? [])].sort()) {
      if (need === start) return [...pathTo(cameFrom, start, name), start];
      if (cameFrom.has(need) || !graph.has(need)) continue;
      cameFrom.set(need, name);
      queue.push(need);
    }
  }
  return null;
}

function pathTo(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const path = [end];
  for (let name = end; name !== start;) {
    const before = cameFrom.get(name);
    if (before === undefined) break;
    path.unshift(before);
    name = before;
  }
  return path;
}

/** The names that wait for `name`, directly or through others. */
export function dependentsOf(graph: Graph, name: string): Set<string> {
  const found = new Set<string>();
  const queue = [name];
  for (let current = queue.pop(); current !== undefined; current = queue.pop()) {
    for (const [other, needs] of graph) {
      if (!needs.has(current) || found.has(other)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return found;
}

/** The same graph with every arrow turned round: for taking things down. */
export function reversed(graph: Graph): Graph {
  const result = new Map<string, Set<string>>([...graph.keys()].map((name) => [name, new Set()]));
  for (const [name, needs] of graph) for (const need of needs) result.get(need)?.add(name);
  return result;
}
