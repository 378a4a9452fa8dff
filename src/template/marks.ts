import type { Json } from '../model/json.ts';
import type { TreePath } from './template.ts';

/** Where a value stands: an offset into the text, and the same for what is in it. */
export interface Mark {
  readonly offset: number;
  readonly inside: ReadonlyMap<string | number, Mark>;
}

/** A value and where it stands. */
export interface Marked {
  readonly value: Json;
  readonly mark: Mark;
}

const NOTHING: ReadonlyMap<string | number, Mark> = new Map();

/** A value with nothing in it. */
export function leaf(value: Json, offset: number): Marked {
  return { value, mark: { offset, inside: NOTHING } };
}

/** The offset of the value at a path, as far as the path leads. */
export function offsetAt(root: Mark, path: TreePath): number {
  let mark = root;
  for (const key of path) {
    const next = mark.inside.get(key);
    if (!next) break;
    mark = next;
  }
  return mark.offset;
}
