import type { Position } from '../diagnostics/diagnostic.ts';
import { text, type Expression, type Located } from '../model/expression.ts';
import type { Json } from '../model/json.ts';
import { joinTexts } from './parts.ts';
import { textOf } from './references.ts';
import { originOf, toJson, type Tree } from './tree.ts';

/** The keys that any of the maps in a union has. */
type KeyOf<T> = T extends object ? Extract<keyof T, string> : never;
type ValueOf<T, K extends string> = T extends object ? (K extends keyof T ? NonNullable<T[K]> : never) : never;
type ItemOf<T> = T extends readonly (infer Item)[] ? Item : never;

/**
 * A typed look at a tree that the schema has accepted: which keys there are says the type that is generated from the
 * schema, where a value was written says the tree. What is missing or invalid reads as null, so that reading can go on
 * and find the next problem.
 */
export class View<T> {
  readonly tree: Tree;

  constructor(tree: Tree) {
    this.tree = tree;
  }

  get at(): Position {
    return this.tree.at;
  }

  /** Where the value itself stands, when a reference to `config` brings it. */
  get origin(): Position {
    return originOf(this.tree);
  }

  /** The value below a key; null when there is none, or none that can be used. */
  get<K extends KeyOf<T>>(key: K): View<ValueOf<T, K>> | null {
    const entry = this.tree.kind === 'map' ? this.tree.entries.get(key) : undefined;
    return entry && entry.value.kind !== 'invalid' ? new View(entry.value) : null;
  }

  /** True also when the value is invalid: then something has been said about it. */
  has(key: KeyOf<T>): boolean {
    return this.tree.kind === 'map' && this.tree.entries.has(key);
  }

  keyAt(key: string): Position {
    return (this.tree.kind === 'map' ? this.tree.entries.get(key)?.keyAt : undefined) ?? this.at;
  }

  /** Key and value of each usable entry of a map. */
  entries(): [string, View<ValueOf<T, KeyOf<T>>>][] {
    return this.allEntries().filter(([, { tree }]) => tree.kind !== 'invalid');
  }

  /** Those that cannot be used, too: that they are there is known. */
  allEntries(): [string, View<ValueOf<T, KeyOf<T>>>][] {
    if (this.tree.kind !== 'map') return [];
    return [...this.tree.entries].map(([key, { value }]) => [key, new View(value)]);
  }

  items(): View<ItemOf<T>>[] {
    if (this.tree.kind !== 'list') return [];
    return this.tree.items.filter((item) => item.kind !== 'invalid').map((item) => new View(item));
  }

  /** As text, where only text can stand; null for anything else. */
  get text(): string | null {
    return this.tree.kind === 'scalar' ? textOf(this.tree) : null;
  }

  get located(): Located<string> {
    return { value: this.text ?? '', at: this.at };
  }

  /** As a string that AWS may still have to complete. A list becomes its items, joined by commas. */
  get expression(): Expression {
    return expressionOf(this.tree);
  }

  get json(): Json {
    return toJson(this.tree);
  }
}

function expressionOf(tree: Tree): Expression {
  if (tree.kind === 'expression') return tree.parts;
  if (tree.kind === 'invalid') return tree.parts ?? [{ kind: 'unknown' }];
  if (tree.kind === 'scalar') return text(textOf(tree));
  if (tree.kind !== 'list') return [];
  return joinTexts(tree.items.flatMap((item, index) => [...(index > 0 ? text(',') : []), ...expressionOf(item)]));
}
