import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { TreePath } from './template.ts';

/** A member of an object, and only its own: a resource may be called `constructor`. Undefined when it is not there. */
export function member(node: Json | undefined, key: string): Json | undefined {
  return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

/** A section of a template (`Resources`, `Outputs`, …) or any other object in it; empty when it is not there or not an object. */
export function section(node: Json | undefined, key: string): JsonObject {
  const value = member(node, key);
  return isObject(value) ? value : {};
}

/** A call of a function of CloudFormation. */
export interface Called {
  readonly name: string;
  readonly argument: Json;
}

/** The function that an object stands for: its only key and its argument. Null for everything else. */
export function functionOf(node: Json | undefined): Called | null {
  if (!isObject(node)) return null;
  const [name, ...others] = Object.keys(node);
  if (name === undefined || others.length > 0) return null;
  if (name !== 'Ref' && name !== 'Condition' && !name.startsWith('Fn::')) return null;
  return { name, argument: node[name] ?? null };
}

/** Answers false to leave out what is inside. The path is one list that changes on the way: who keeps it takes a copy. */
export type Visit = (node: Json, path: TreePath) => boolean | void;

/** Visits a value and everything in it, parents first. */
export function walk(node: Json, path: TreePath, visit: Visit): void {
  visitInside(node, [...path], visit);
}

function visitInside(node: Json, path: (string | number)[], visit: Visit): void {
  if (visit(node, path) === false || typeof node !== 'object') return;
  eachChild(node, (child, key) => {
    path.push(key);
    visitInside(child, path, visit);
    path.pop();
  });
}

/** What is in a map or a list, one after the other. */
export function eachChild(node: Json, take: (child: Json, key: string | number) => void): void {
  if (isList(node)) node.forEach(take);
  else if (isObject(node)) for (const key of Object.keys(node)) take(node[key] ?? null, key);
}

/** A list as such: `Array.isArray` alone does not tell the compiler what a read-only list holds. */
export function isList(node: Json | undefined): node is readonly Json[] {
  return Array.isArray(node);
}
