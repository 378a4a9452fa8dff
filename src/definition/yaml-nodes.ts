import { isAlias, isMap, isScalar, isSeq, Scalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import { MAX_DEPTH } from './limits.ts';
import type { Entry, ListTree, MapTree, ScalarTree, Tree } from './tree.ts';

/** How many values a file may have once its aliases are written out. Beyond it lie only attacks. */
const MAX_VALUES = 100_000;

/** The state of one conversion. Anchored values are converted once and shared; only their weight is counted again. */
interface Conversion {
  readonly at: (offset: number) => Position;
  readonly problems: { add: (message: string, at: Position, hint?: string) => void };
  /** Anchors so far; null while the anchored value is itself being converted. */
  readonly anchors: Map<string, Weighed | null>;
}

/** A tree, with the number of values and levels in it when all aliases are written out. */
interface Weighed {
  readonly tree: Tree;
  readonly values: number;
  readonly depth: number;
}

/** Turns the nodes of the `yaml` package into a located tree: merge keys and aliases expanded, duplicate keys refused. */
export function nodeToTree(node: Node, code: ErrorCode, at: (offset: number) => Position): Result<Tree> {
  const diagnostics: Diagnostic[] = [];
  const add = (message: string, position: Position, hint?: string): void => {
    diagnostics.push(diagnostic(code, message, { at: position, hint: hint ?? null }));
  };
  const { tree } = convert(node, { at, problems: { add }, anchors: new Map() });
  return { value: diagnostics.length > 0 ? null : tree, diagnostics };
}

function convert(node: Node | null, conversion: Conversion, otherwise = 0): Weighed {
  if (isAlias(node)) return convertAlias(node.source, conversion.at(startOf(node)), conversion);
  const anchor = node && 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : null;
  if (anchor !== null) conversion.anchors.set(anchor, null);
  const result = isMap(node)
    ? convertMap(node, conversion)
    : isSeq(node)
      ? convertList(node.items, conversion.at(startOf(node)), conversion)
      : convertScalar(node, conversion, otherwise);
  if (anchor !== null) conversion.anchors.set(anchor, result);
  return result;
}

function convertAlias(name: string, at: Position, conversion: Conversion): Weighed {
  const target = conversion.anchors.get(name);
  if (target) return target;
  const why = target === null ? 'stands inside the value that it names' : 'has no anchor before it';
  const hint = target === null ? undefined : 'a value that begins with * needs quotes';
  conversion.problems.add(`the alias *${name} ${why}`, at, hint);
  return { tree: { kind: 'invalid', at }, values: 1, depth: 0 };
}

/** `otherwise` is the offset that stands for a value that is not there, as in `{ key }`. */
function convertScalar(node: Node | null, conversion: Conversion, otherwise: number): Weighed {
  const at = conversion.at(node ? startOf(node) : otherwise);
  const value = isScalar(node) ? node.value : null;
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)) {
    const source = isScalar(node) && typeof node.source === 'string' ? node.source : String(value);
    const tree: ScalarTree = { kind: 'scalar', value: value as ScalarTree['value'], source, at };
    return { tree, values: 1, depth: 0 };
  }
  const shown = isScalar(node) ? (node.source ?? '') : '';
  conversion.problems.add(`${shown} is not a value that JSON can hold`, at, 'put it in quotes');
  return { tree: { kind: 'invalid', at }, values: 1, depth: 0 };
}

function convertList(items: readonly unknown[], at: Position, conversion: Conversion): Weighed {
  const converted = items.map((item) => convert(item as Node | null, conversion));
  const tree: ListTree = { kind: 'list', items: converted.map((item) => item.tree), at };
  return bounded(tree, converted, conversion);
}

function convertMap(node: YAMLMap, conversion: Conversion): Weighed {
  const entries = new Map<string, Entry>();
  const parts: Weighed[] = [];
  const merged: Weighed[] = [];
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const keyAt = conversion.at(startOf(pair.key));
    const key = keyOf(pair.key);
    const value = convert(pair.value, conversion, startOf(pair.key));
    parts.push(value);
    if (isMergeKey(pair.key)) {
      merged.push(value);
      if (merged.length > 1) conversion.problems.add('the key << is given twice', keyAt, 'give it a list of aliases');
    } else if (key === null) conversion.problems.add('a key must be plain text', keyAt);
    else if (key === '__proto__') conversion.problems.add('__proto__ cannot be a key', keyAt);
    else if (entries.has(key))
      conversion.problems.add(`the key ${JSON.stringify(key)} is given twice`, keyAt, 'remove one of them');
    else entries.set(key, { keyAt, value: value.tree });
  }
  for (const source of merged) mergeBeneath(entries, source.tree, conversion);
  const tree: MapTree = { kind: 'map', entries, at: conversion.at(startOf(node)) };
  return bounded(tree, parts, conversion);
}

/** `<<`: keys of the map that is being read stay; of several sources the first to have a key gives it (yaml.org/type/merge). */
function mergeBeneath(entries: Map<string, Entry>, source: Tree, conversion: Conversion): void {
  const maps = source.kind === 'list' ? source.items : [source];
  for (const map of maps) {
    if (map.kind === 'map') {
      for (const [key, entry] of map.entries) if (!entries.has(key)) entries.set(key, entry);
    } else if (map.kind !== 'invalid') conversion.problems.add('<< takes a map or a list of maps', map.at);
  }
}

/** Refuses a value that has become too big or too deep, and goes on with a stand-in, so that nothing grows further. */
function bounded(tree: Tree, parts: readonly Weighed[], conversion: Conversion): Weighed {
  const values = parts.reduce((sum, part) => sum + part.values, 1);
  const depth = parts.reduce((most, part) => Math.max(most, part.depth), 0) + 1;
  if (values <= MAX_VALUES && depth <= MAX_DEPTH) return { tree, values, depth };
  const what = values > MAX_VALUES ? `more than ${MAX_VALUES} values` : `more than ${MAX_DEPTH} levels`;
  conversion.problems.add(`with its aliases written out this has ${what}`, tree.at);
  return { tree: { kind: 'invalid', at: tree.at }, values: 1, depth: 0 };
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN;
}

function keyOf(key: Node | null): string | null {
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? null);
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
