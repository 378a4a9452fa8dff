import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { TreePath } from './template.ts';
import { isList } from './tree.ts';

/** A copy of a template in which `change` has been applied to what stands at a path. Throws TypeError when nothing does. */
export function replaceIn(tree: JsonObject, path: TreePath, change: (found: Json) => Json): JsonObject {
  const replaced = replaceAt(tree, path, change);
  if (!isObject(replaced)) throw new TypeError('a template stays a map');
  return replaced;
}

function replaceAt(node: Json, [key, ...rest]: TreePath, change: (found: Json) => Json): Json {
  if (key === undefined) return change(node);
  const child = isList(node) ? node[Number(key)] : isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  if (child === undefined) throw new TypeError(`nothing at ${key}`);
  const replaced = replaceAt(child, rest, change);
  return isList(node) ? node.with(Number(key), replaced) : { ...(isObject(node) ? node : {}), [key]: replaced };
}
