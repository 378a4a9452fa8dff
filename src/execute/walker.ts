import type { Graph } from '../plan/graph.ts';
import type { Slots } from './slots.ts';

export interface WalkOptions {
  /** How many are under way at most; other walks may share them. */
  readonly slots: Slots;
  /** The first failure lets nothing new start, in no walk that shares the slots. */
  readonly failFast: boolean;
  /** Once aborted, nothing new starts. */
  readonly signal: AbortSignal;
}

/** `because` is the name that failed, or null when nothing new was to start any more. */
export type WalkResult =
  { readonly state: 'done' | 'failed' } | { readonly state: 'skipped'; readonly because: string | null };

/**
 * Visits every name of a graph, each the moment that all it waits for is done, smallest name first among those that are
 * free. What waits for a failure is skipped and names the failure itself, not the skipped one between. `visit` answers
 * whether it went well; it must not throw.
 */
export async function walk(
  graph: Graph,
  visit: (name: string) => Promise<boolean>,
  options: WalkOptions,
): Promise<Map<string, WalkResult>> {
  const results = new Map<string, WalkResult>();
  const waitingFor = new Map(
    [...graph].map(([name, needs]) => [name, [...needs].filter((need) => graph.has(need)).length]),
  );
  const dependents = dependentsByName(graph);
  const { slots, failFast, signal } = options;

  const finish = async (name: string, result: WalkResult): Promise<void> => {
    results.set(name, result);
    const free = (dependents.get(name) ?? []).filter((dependent) => {
      const left = (waitingFor.get(dependent) ?? 1) - 1;
      waitingFor.set(dependent, left);
      return left === 0;
    });
    await Promise.all(free.map(start));
  };
  const turn = async (name: string): Promise<WalkResult> => {
    if (!slots.isOpen || signal.aborted) return { state: 'skipped', because: null };
    if (await visit(name)) return { state: 'done' };
    if (failFast) slots.close();
    return { state: 'failed' };
  };
  const start = async (name: string): Promise<void> => {
    const cause = causeOf(name, graph, results);
    if (cause !== undefined) return finish(name, { state: 'skipped', because: cause });
    await finish(name, await slots.take(() => turn(name)));
  };

  const roots = [...waitingFor].filter(([, count]) => count === 0).map(([name]) => name);
  await Promise.all(roots.sort().map(start));
  return results;
}

function dependentsByName(graph: Graph): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const name of [...graph.keys()].sort())
    for (const need of graph.get(name) ?? []) dependents.set(need, [...(dependents.get(need) ?? []), name]);
  return dependents;
}

/** The failure that stands behind a name's skipping; null when something stopped without one; undefined when it may start. */
function causeOf(name: string, graph: Graph, results: ReadonlyMap<string, WalkResult>): string | null | undefined {
  for (const need of [...(graph.get(name) ?? [])].sort()) {
    const result = results.get(need);
    if (result?.state === 'failed') return need;
    if (result?.state === 'skipped') return result.because;
  }
  return undefined;
}
