import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNull, mergeTrees, withoutNulls } from '../../../src/definition/merge.ts';
import { toJson, treeOf, type MapTree, type Tree } from '../../../src/definition/tree.ts';
import type { JsonObject } from '../../../src/model/json.ts';

const AT = { file: '/p/a.yaml', line: 1, column: 1 };
const tree = (json: JsonObject): MapTree => treeOf(json, AT);
const merged = (farther: Tree, nearer: Tree): unknown => toJson(mergeTrees(farther, nearer));

/** Maps whose keys tell what may stand below: `m…` a map, `v…` a scalar, a list or null. */
const { map } = fc.letrec<{ map: JsonObject }>((tie) => ({
  map: fc
    .tuple(
      fc.dictionary(fc.constantFrom('m1', 'm2'), fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('map'))),
      fc.dictionary(
        fc.constantFrom('v1', 'v2', 'v3'),
        fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.integer())),
      ),
    )
    .map(([maps, values]) => ({ ...maps, ...values })),
}));

describe('the laws of merging', () => {
  it('nothing on top, or beneath, changes nothing', () => {
    fc.assert(
      fc.property(map, (a) => {
        expect(merged(tree(a), tree({}))).toEqual(toJson(tree(a)));
        expect(merged(tree({}), tree(a))).toEqual(toJson(tree(a)));
      }),
    );
  });

  it('a file on top of itself is itself', () => {
    fc.assert(
      fc.property(map, (a) => {
        expect(merged(tree(a), tree(a))).toEqual(toJson(tree(a)));
      }),
    );
  });

  it('the order of merging three files does not matter', () => {
    fc.assert(
      fc.property(map, map, map, (a, b, c) => {
        const left = mergeTrees(mergeTrees(tree(a), tree(b)), tree(c));
        const right = mergeTrees(tree(a), mergeTrees(tree(b), tree(c)));
        expect(toJson(left)).toEqual(toJson(right));
      }),
    );
  });

  it('a null removes what lies beneath, and nothing else', () => {
    fc.assert(
      fc.property(map, fc.constantFrom('m1', 'm2', 'v1', 'v2', 'v3'), (a, key) => {
        const { [key]: removed, ...rest } = a;
        const result = withoutNulls(mergeTrees(tree(a), tree({ [key]: null })));
        expect(toJson(result)).toEqual(toJson(withoutNulls(tree(rest))));
        expect(removed === undefined || Object.hasOwn(a, key)).toBe(true);
      }),
    );
  });

  it('no null is left once nulls are taken out', () => {
    const holdsNull = (one: Tree): boolean =>
      isNull(one) || (one.kind === 'map' && [...one.entries.values()].some(({ value }) => holdsNull(value)));
    fc.assert(
      fc.property(map, map, (a, b) => {
        expect(holdsNull(withoutNulls(mergeTrees(tree(a), tree(b))))).toBe(false);
      }),
    );
  });
});

describe('merging', () => {
  it.each([
    ['maps merge deep', { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    ['lists replace', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['a scalar replaces a map', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ['a map replaces a scalar', { a: 2 }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['a null stays until the end', { a: 1 }, { a: null }, { a: null }],
  ])('%s', (_, farther, nearer, expected) => {
    expect(merged(tree(farther), tree(nearer))).toEqual(expected);
  });

  it('a value keeps the position that it has in its own file', () => {
    const near = treeOf({ a: { c: 1 } }, { file: '/p/near.yaml', line: 7, column: 3 });
    const result = mergeTrees(tree({ a: { b: 1 } }), near);
    const a = result.kind === 'map' ? result.entries.get('a')?.value : null;
    const files = a?.kind === 'map' ? [...a.entries].map(([key, { value }]) => [key, value.at.file]) : [];
    expect(files).toEqual([
      ['b', '/p/a.yaml'],
      ['c', '/p/near.yaml'],
    ]);
  });
});
