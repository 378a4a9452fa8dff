import type { NodeKey } from '../model/plan.ts';

/** A chain of services each of which waits for the one before, and how long it takes. */
export interface Chain {
  readonly seconds: number;
  readonly path: readonly NodeKey[];
}

const NONE: Chain = { seconds: 0, path: [] };

/** The chain that takes longest, when each service takes so long. What takes no time is no link of it. */
export function longestChain(
  services: readonly { readonly key: NodeKey; readonly edges: readonly { readonly to: NodeKey }[] }[],
  seconds: (key: NodeKey) => number,
): Chain {
  const edges = new Map(services.map(({ key, edges: own }) => [key, own]));
  const ends = new Map<NodeKey, Chain>();
  const endOf = (key: NodeKey): Chain => {
    const known = ends.get(key);
    if (known) return known;
    const own = edges.get(key);
    if (!own) return NONE;
    ends.set(key, NONE);
    const before = own.map(({ to }) => endOf(to)).reduce(longer, NONE);
    const took = seconds(key);
    const end = { seconds: before.seconds + took, path: took > 0 ? [...before.path, key] : before.path };
    ends.set(key, end);
    return end;
  };
  return services.map(({ key }) => endOf(key)).reduce(longer, NONE);
}

function longer(one: Chain, other: Chain): Chain {
  return other.seconds > one.seconds ? other : one;
}
