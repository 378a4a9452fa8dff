import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileSchema } from '../../src/definition/compile-schema.ts';
import { META_SCHEMA } from '../../src/definition/meta-schema.ts';
import { plainCheck } from '../../src/definition/plain-schema.ts';
import { isObject, type Json, type JsonObject } from '../../src/model/json.ts';

const RUNS = 120;

/** As ajv sees it: false also for a schema that cannot be used. */
function judgedByAjv(schema: JsonObject | boolean, value: Json): boolean {
  try {
    return compileSchema(schema).validate?.(value) === true;
  } catch {
    return false;
  }
}

const key = fc.constantFrom('a', 'b', 'c', 'toString');
const scalar = fc.constantFrom<Json[]>(
  null,
  true,
  false,
  0,
  1,
  -1,
  2.5,
  1e21,
  '',
  'a',
  'ab',
  '1',
  '😀',
  '😀😀',
  'A-b',
  'a@b.de',
  '2024-02-30',
  '2024-02-29',
  'a:b',
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const number = fc.constantFrom<Json[]>(-1, 0, 1, 2, 2.5, '1', null);
const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object', 'text');
const pattern = fc.constantFrom<Json[]>('^a', '^[a-z]+$', '^https?://[^/*]+$', '(a|b)*', '\\d', '\\Z', '[', '^.$', 1);

/** Schemas of which most are right, with arguments of the wrong kind, and keywords that only ajv knows, between them. */
const { schema } = fc.letrec<{ schema: Json }>((tie) => {
  const schemas: fc.Arbitrary<Json> = fc.dictionary(key, tie('schema'), { maxKeys: 3, noNullPrototype: true });
  const keywords: Readonly<Record<string, fc.Arbitrary<Json>>> = {
    $schema: fc.constantFrom(META_SCHEMA, META_SCHEMA, 'http://json-schema.org/draft-07/schema#'),
    title: scalar,
    examples: value,
    type: fc.oneof(type, fc.array(type, { maxLength: 2 })),
    enum: fc.array(value, { maxLength: 4 }),
    const: value,
    minimum: number,
    exclusiveMaximum: number,
    minLength: number,
    maxLength: number,
    maxItems: number,
    minProperties: number,
    required: fc.array(key, { maxLength: 2 }),
    properties: schemas,
    additionalProperties: tie('schema'),
    items: tie('schema'),
    uniqueItems: fc.constantFrom<Json[]>(true, false, 'yes'),
    pattern,
    not: fc.oneof(tie('schema'), fc.record({ const: value })),
    patternProperties: fc.dictionary(pattern.map(String), tie('schema'), { maxKeys: 2, noNullPrototype: true }),
    propertyNames: tie('schema'),
    $ref: fc.constantFrom<Json[]>('#/$defs/a', '#/$defs/b', '#', 'a', 1),
    format: fc.constantFrom<Json[]>('email', 'date', 'uri', 'int32', 'password', 'nothing', 1),
    contains: tie('schema'),
  };
  // With more than three, hardly any schema is right.
  const chosen = fc.subarray(Object.keys(keywords), { minLength: 1, maxLength: 3 });
  const made = fc.tuple(fc.record(keywords), chosen).map(([all, names]): Json => pick(all, names));
  return { schema: fc.oneof({ depthSize: 'small' }, fc.boolean(), made, made) };
});

/** Half of them with definitions, which only the whole can have. */
const whole = fc
  .tuple(schema, fc.option(fc.dictionary(fc.constantFrom('a', 'b'), schema, { minKeys: 1, noNullPrototype: true })))
  .map(([one, $defs]): Json => (isObject(one) && $defs ? { ...one, $defs } : one));

function pick(all: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

test('what the quick check lets pass satisfies the schema as ajv sees it, and the schema is right', () => {
  let passed = 0;
  let refused = 0;
  fc.assert(
    fc.property(whole, value, (made, given) => {
      const check = plainCheck(made);
      if (!check) return;
      if (!check(given)) {
        refused += 1;
        return;
      }
      passed += 1;
      expect(isObject(made) || typeof made === 'boolean').toBe(true);
      expect(judgedByAjv(made as JsonObject | boolean, given)).toBe(true);
    }),
    { numRuns: RUNS, seed: 7 },
  );
  // Both ways are gone often enough for that to mean something.
  expect(passed).toBeGreaterThan(RUNS / 20);
  expect(refused).toBeGreaterThan(RUNS / 20);
});

test.each<[string, Json]>([
  ['a keyword that it does not know', { contains: true }],
  ['a format of numbers', { format: 'int32' }],
  ['another kind of JSON Schema', { $schema: 'http://json-schema.org/draft-07/schema#' }],
  ['what is no pattern', { pattern: '[' }],
  ['a keyword whose argument is of the wrong kind', { properties: { a: { minimum: 'one' } } }],
  ['a choice of nothing', { enum: [] }],
  ['a refusal of more than one value', { not: { type: 'string' } }],
  ['a reference to nowhere', { $ref: '#/$defs/a' }],
  ['a reference to all of it', { $ref: '#' }],
  ['a definition that only refers to another', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }],
  ['definitions in a part of it', { items: { $defs: { a: true } } }],
  ['a definition that it does not know', { $defs: { a: { contains: true } } }],
])('leaves %s to ajv', (_, made) => {
  expect(plainCheck(made)).toBeNull();
});
