import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/model/digest.ts';
import { evaluateExpression, outputsIn, text, type Expression } from '../../../src/model/expression.ts';
import { canonical, isObject, type Json } from '../../../src/model/json.ts';
import { nearest } from '../../../src/model/nearest.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

/** The same data with the keys of every object the other way round. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(turned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

describe('canonical JSON', () => {
  it('is JSON of the same data', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(digestOf(turned(value))).toBe(digestOf(value));
      }),
    );
  });

  it('differs when the data does', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(canonical(one) === canonical(other)).toBe(
          isDeepStrictEqual(JSON.parse(canonical(one)), JSON.parse(canonical(other))),
        );
      }),
    );
  });

  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [{ a: '1' }, { a: 1 }],
    [{ a: null }, {}],
    ['', null],
  ] as const)('tells %j from %j', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });
});

describe('an expression', () => {
  const expression: Expression = [
    { kind: 'text', text: 'a' },
    { kind: 'region' },
    { kind: 'output', environment: null, service: 's', region: null, output: 'O' },
  ];

  it('is its parts, one after the other', () => {
    expect(evaluateExpression(expression, ({ kind }) => `<${kind}>`)).toBe('a<region><output>');
    expect(evaluateExpression([], () => null)).toBe('');
  });

  it('is unknown as soon as one part is', () => {
    expect(evaluateExpression(expression, ({ kind }) => (kind === 'output' ? null : 'x'))).toBeNull();
  });

  it('knows an empty value from an unknown one', () => {
    expect(evaluateExpression(expression, () => '')).toBe('a');
  });

  it('tells the outputs in it', () => {
    expect(outputsIn(expression).map(({ output }) => output)).toEqual(['O']);
    expect(outputsIn(text('x'))).toEqual([]);
    expect(text('')).toEqual([]);
  });
});

describe('what a person meant', () => {
  const known = ['validate', 'plan', 'deploy', 'destroy'];

  it.each([
    ['deplyo', 'deploy'],
    ['Deploy', 'deploy'],
    ['valdate', 'validate'],
    ['pln', 'plan'],
    ['something-else', null],
  ])('by %s', (wrong, meant) => {
    expect(nearest(wrong, known)).toBe(meant);
  });

  it('is nothing where there is nothing', () => {
    expect(nearest('x', [])).toBeNull();
  });
});
