import { canonical, isObject, type Json } from './json.ts';
import { leafText } from './leaves.ts';

/** One value within a property that changes. */
export interface ValueChange {
  /** JSON pointer below the properties of the resource: `/Environment/Variables/PAGE_SIZE`. */
  readonly path: string;
  readonly change: 'add' | 'change' | 'remove';
  /** As text; of a map or a list, JSON. Null: there is none, it is secret, or only the deployment tells it. */
  readonly before: string | null;
  readonly after: string | null;
  /** True: what is not a reference to a secret is left out. */
  readonly secret: boolean;
}

/** Two values of one place; undefined where there is none. */
export interface LeafChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * Where two values differ, as far down as both are maps, or lists of the same length: what is added or removed in whole is one
 * change. `isWhole` keeps a map together, as a function of a template wants it.
 */
export function leafChanges(
  before: Json | undefined,
  after: Json | undefined,
  isWhole: (value: Json) => boolean,
  path = '',
): LeafChange[] {
  if (before === undefined || after === undefined) return before === after ? [] : [{ path, before, after }];
  if (canonical(before) === canonical(after)) return [];
  if (!isAlike(before, after) || isWhole(before) || isWhole(after)) return [{ path, before, after }];
  const [left, right] = [entriesOf(before), entriesOf(after)];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.flatMap((key) => leafChanges(left.get(key), right.get(key), isWhole, `${path}/${escaped(key)}`));
}

function isAlike(before: Json, after: Json): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return before.length === after.length;
  return isObject(before) && isObject(after);
}

function entriesOf(value: Json): Map<string, Json> {
  return new Map(Object.entries(value as Record<string, Json>));
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The keys that a JSON pointer names. Source: RFC 6901, section 4. */
export function pointerKeys(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A change of values that are known, to be looked through for secrets. */
export function valueChange({ path, before, after }: LeafChange): ValueChange {
  const change = before === undefined ? 'add' : after === undefined ? 'remove' : 'change';
  return {
    path,
    change,
    before: before === undefined ? null : leafText(before),
    after: after === undefined ? null : leafText(after),
    secret: false,
  };
}
