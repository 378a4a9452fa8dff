import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from '../../../src/model/plain-json.ts';
import { toJson } from '../../../src/definition/tree.ts';
import { readYaml } from '../../../src/definition/yaml-tree.ts';

describe('a plain JSON text', () => {
  it.each<[string, string, unknown]>([
    ['a map', '{ "a": [1, "b: {", { "c": null }] }', { a: [1, 'b: {', { c: null }] }],
    ['keys in quotes', ' {"a:b": "\\":", "<<": {}}\n', { 'a:b': '":', '<<': {} }],
    ['one key in several maps', '{"a": {"a": {}}, "b": {"a": 1}}', { a: { a: {} }, b: { a: 1 } }],
  ])('is read: %s', (_, text, value) => {
    expect(plainJson(text)).toEqual(value);
  });

  it.each([
    ['a key given twice', '{"a": 1, "b": 2, "a": 3}'],
    ['a key given twice, written in another way', '{"a": 1, "\\u0061": 3}'],
    ['a key that is none', '{"__proto__": {}}'],
    ['a number that is too large', '{"a": 1e999}'],
    ['values that lie too deep', `${'{"a":'.repeat(61)}1${'}'.repeat(61)}`],
    ['a hundred thousand brackets', `{"a":${'['.repeat(100_000)}`],
    ['a long text', `{"a":"${'a'.repeat(70_000)}"}`],
    ['YAML', 'a: 1\n'],
    ['YAML in braces', '{ a: 1 }'],
    ['a comment', '{ "a": 1 } # one'],
    ['a list', '[1]'],
    ['no end', '{"a": "'],
    ['nothing', ''],
  ])('is left to the reader of YAML with %s', (_, text) => {
    expect(plainJson(text)).toBeUndefined();
  });

  it('has the value that the reader of YAML finds', () => {
    const values = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 1, 4), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const plain = plainJson(text);
        if (plain === undefined) return;
        const read = readYaml('a.json', text, 'ConfigInvalid').value;
        expect(read && toJson(read)).toEqual(plain);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
