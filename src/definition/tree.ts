import type { Position } from '../diagnostics/diagnostic.ts';
import type { Part } from '../model/expression.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';

/**
 * The content of a YAML or JSON file in which every value, and every key, knows where a person wrote it. Trees of several
 * files merge into one without losing that. They are immutable, and parts are shared where the file uses aliases.
 */
export type Tree = ScalarTree | ListTree | MapTree | ExpressionTree | InvalidTree;

interface Brought {
  /** Where the value itself was written, when a `${config:…}` alone stands for it: `at` is the place of that reference then. */
  readonly from?: Position;
}

export interface ScalarTree extends Brought {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  /** As written: `1.10` stays `1.10` where a number has to become a string. */
  readonly source: string;
  readonly at: Position;
}

export interface ListTree extends Brought {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Position;
}

export interface MapTree extends Brought {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: Position;
}

export interface Entry {
  /** Where the key stands; the value has its own position. */
  readonly keyAt: Position;
  readonly value: Tree;
}

/** A string of which only AWS knows some parts. Made by resolving references; never read from a file. */
interface ExpressionTree extends Brought {
  readonly kind: 'expression';
  readonly parts: readonly Part[];
  readonly source: string;
  readonly at: Position;
}

/** A value that has been reported already: it is there, but nothing more is said about it. */
interface InvalidTree {
  readonly kind: 'invalid';
  readonly at: Position;
  /** What could be understood of a string, so that its other references can still be checked. */
  readonly parts?: readonly Part[];
}

/** The way to a value from the top: keys of maps, indices of lists. */
export type Path = readonly (string | number)[];

/** Where a person has to change a value: at its own place, which need not be the one where it is used. */
export function originOf(tree: Tree): Position {
  return ('from' in tree ? tree.from : undefined) ?? tree.at;
}

/** The value at a path, or null when there is none. */
export function treeAt(tree: Tree, path: Path): Tree | null {
  let current: Tree | null = tree;
  for (const step of path) current = current && child(current, step);
  return current;
}

function child(tree: Tree, step: string | number): Tree | null {
  if (tree.kind === 'map') return tree.entries.get(String(step))?.value ?? null;
  return tree.kind === 'list' ? (tree.items[Number(step)] ?? null) : null;
}

/** Plain JSON. Expressions are given as they were written; invalid values are left out. */
export function toJson(tree: Tree): Json {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'expression':
      return tree.source;
    case 'list':
      return tree.items.map(toJson);
    case 'map': {
      const valid = [...tree.entries].filter(([, entry]) => entry.value.kind !== 'invalid');
      return Object.fromEntries(valid.map(([key, entry]) => [key, toJson(entry.value)]));
    }
    case 'invalid':
      return null;
  }
}

/** A tree of plain data that no file holds; strings are escaped, so that they stay as they are when references are filled in. */
export function treeOf(json: JsonObject, at: Position): MapTree {
  const entries = Object.entries(json).map(([key, value]): [string, Entry] => [
    key,
    { keyAt: at, value: anyTreeOf(value, at) },
  ]);
  return { kind: 'map', entries: new Map(entries), at };
}

function anyTreeOf(json: Json, at: Position): Tree {
  if (isObject(json)) return treeOf(json, at);
  if (typeof json === 'object' && json !== null)
    return { kind: 'list', items: json.map((item) => anyTreeOf(item, at)), at };
  const value = typeof json === 'string' ? json.replaceAll('${', () => '$${') : json;
  return { kind: 'scalar', value, source: String(value), at };
}

/** A copy in which `change` has replaced every value of a map; what becomes null is left out, key and all. */
export function mapEntries(tree: MapTree, change: (entry: Entry, key: string) => Tree | null): MapTree {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of tree.entries) {
    const value = change(entry, key);
    if (value) entries.set(key, value === entry.value ? entry : { keyAt: entry.keyAt, value });
  }
  return { kind: 'map', entries, at: tree.at };
}
