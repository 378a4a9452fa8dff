import type { Entry, MapTree, Path, Tree } from './tree.ts';

/** Says whether, at a path, the nearer value takes the farther one's place although both are maps. */
export type Replaces = (path: Path, farther: MapTree, nearer: MapTree) => boolean;

/**
 * `nearer` on top of `farther`: maps merge deep, lists and scalars replace, and a null in the nearer file stays as a
 * null, so that it removes what still farther files bring; `withoutNulls` ends that. Keys keep the farther file's order.
 */
export function mergeTrees(farther: Tree, nearer: Tree, replaces: Replaces = () => false): Tree {
  return mergeAt([], farther, nearer, replaces);
}

function mergeAt(path: Path, farther: Tree, nearer: Tree, replaces: Replaces): Tree {
  if (farther.kind !== 'map' || nearer.kind !== 'map' || replaces(path, farther, nearer)) return nearer;
  const entries = new Map<string, Entry>(farther.entries);
  for (const [key, entry] of nearer.entries) {
    const below = farther.entries.get(key);
    const value = below ? mergeAt([...path, key], below.value, entry.value, replaces) : entry.value;
    entries.set(key, { keyAt: entry.keyAt, value });
  }
  return { kind: 'map', entries, at: nearer.at };
}

/** Without the keys whose value is null. Nulls in lists stay. */
export function withoutNulls(tree: Tree): Tree {
  if (tree.kind === 'list') return { ...tree, items: tree.items.map(withoutNulls) };
  if (tree.kind !== 'map') return tree;
  const entries = new Map<string, Entry>();
  for (const [key, { keyAt, value }] of tree.entries) {
    if (!isNull(value)) entries.set(key, { keyAt, value: withoutNulls(value) });
  }
  return { kind: 'map', entries, at: tree.at };
}

/** True for a null that was written, or left empty. */
export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}
