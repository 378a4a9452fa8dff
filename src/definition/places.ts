import type { Path, Tree } from './tree.ts';
import { mapEntries } from './tree.ts';

/**
 * Which references may stand at a place of a definition:
 * none; `account`: project, environment and env; `static`: what files and the caller's environment can answer;
 * `build`: also the account and the region that an artifact is made for; `any`: everything that AWS can answer.
 */
export type Place = 'none' | 'account' | 'static' | 'build' | 'any';

const NONE = new Set(['version', 'extends', 'project', 'name', 'region']);

/** The place that a path of a definition is. */
export function placeOf(path: Path): Place {
  const [top, , inService, key, inRuntime] = path;
  if (NONE.has(String(top))) return 'none';
  if (top === 'account') return 'account';
  if (top !== 'services') return 'static';
  if (inService === 'from') return 'none';
  if (inService === 'parameters' || inService === 'health') return 'any';
  const valueOfRuntime = inRuntime === undefined || inRuntime === 'value' || inRuntime === 'default';
  return inService === 'runtime' && key !== undefined && valueOfRuntime ? 'any' : 'static';
}

/** True for a map whose keys the person chooses: there a key that begins with `x-` is a key like any other. */
function hasFreeKeys(path: Path): boolean {
  const [top, second, third] = path;
  if (top === 'config') return true;
  if (top === 'tags' || (top === 'services' && path.length === 1)) return true;
  if (top === 'account') return second === 'tags';
  return top === 'services' && path.length === 3 && (third === 'parameters' || third === 'runtime');
}

/** Without the keys that the contract ignores: `x-…` wherever a map of known keys stands. */
export function withoutExtensions(tree: Tree, path: Path = []): Tree {
  if (tree.kind === 'list') {
    return { ...tree, items: tree.items.map((item, index) => withoutExtensions(item, [...path, index])) };
  }
  if (tree.kind !== 'map') return tree;
  const free = hasFreeKeys(path);
  return mapEntries(tree, ({ value }, key) =>
    !free && key.startsWith('x-') ? null : withoutExtensions(value, [...path, key]),
  );
}
