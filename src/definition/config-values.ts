import type { Tree } from './tree.ts';

/** The value at a dotted path. Keys may hold dots themselves; the shortest key that leads somewhere is taken. */
export function valueAtDottedPath(tree: Tree, path: string): Tree | null {
  if (tree.kind !== 'map') return null;
  const whole = tree.entries.get(path);
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const entry = tree.entries.get(path.slice(0, dot));
    const found = entry && valueAtDottedPath(entry.value, path.slice(dot + 1));
    if (found) return found;
  }
  return whole?.value ?? null;
}

/** Every dotted path that leads to a value, for hints. */
export function dottedPaths(tree: Tree, prefix = ''): string[] {
  if (tree.kind !== 'map') return [];
  return [...tree.entries].flatMap(([key, { value }]) => [
    `${prefix}${key}`,
    ...dottedPaths(value, `${prefix}${key}.`),
  ]);
}
