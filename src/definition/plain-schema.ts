import { fullFormats, type FormatName } from 'ajv-formats/dist/formats.js';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { boundedPattern } from './bounded-pattern.ts';
import { META_SCHEMA } from './meta-schema.ts';

/** True for a value that satisfies the schema. False says nothing: ask the compiled schema. */
export type PlainCheck = (value: Json) => boolean;

/** What one keyword wants, or null where only the library knows what it means. */
type Keyword = (argument: Json, schema: JsonObject) => PlainCheck | null;

/**
 * A quick check by a JSON Schema of the plain kind, as almost all are: keywords that are known here, with arguments of the
 * right form. Null for any other schema. Loading and running ajv for three of them takes longer than `validate` otherwise
 * takes in all; so ajv is asked only when this does not say yes, and every message comes from ajv.
 */
export function plainCheck(schema: Json): PlainCheck | null {
  if (isObject(schema) && schema['$schema'] === META_SCHEMA) {
    const { $schema: _, ...rest } = schema;
    return subschema(rest);
  }
  return subschema(schema);
}

function subschema(schema: Json): PlainCheck | null {
  if (typeof schema === 'boolean') return () => schema;
  if (!isObject(schema)) return null;
  const checks: PlainCheck[] = [];
  for (const [name, argument] of Object.entries(schema)) {
    const check = KEYWORDS.get(name)?.(argument, schema);
    if (!check) return null;
    checks.push(check);
  }
  return (value) => checks.every((check) => check(value));
}

const anything: PlainCheck = () => true;

/** Words that say nothing of values, when they are of the form that the schema of schemas wants. */
function remark(isRight: (argument: Json) => boolean): Keyword {
  return (argument) => (isRight(argument) ? anything : null);
}

const isText = (value: Json): value is string => typeof value === 'string';
const isNumber = (value: Json): value is number => typeof value === 'number';
const isCount = (value: Json): value is number => Number.isInteger(value) && Number(value) >= 0;
const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isChoice = (value: Json): value is readonly Json[] => isList(value) && value.length > 0 && value.every(isScalar);
const isTexts = (value: Json): value is readonly string[] =>
  isList(value) && value.every(isText) && new Set(value).size === value.length;

/** A limit of numbers, or of how many there are of something in values that have it. */
function limit(isRight: (argument: Json) => boolean, within: (value: Json, limit: number) => boolean): Keyword {
  return (argument) => (isRight(argument) ? (value) => within(value, Number(argument)) : null);
}

/** JSON Schema counts code points. */
const letters = (text: string): number => Array.from(text).length;

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map([
  ['$comment', remark(isText)],
  ['title', remark(isText)],
  ['description', remark(isText)],
  ['default', remark(() => true)],
  ['examples', remark(isList)],
  ['deprecated', remark((value) => typeof value === 'boolean')],
  ['type', (argument) => typeCheck(argument)],
  ['enum', (argument) => (isChoice(argument) ? (value) => argument.includes(value) : null)],
  ['const', (argument) => (isScalar(argument) ? (value) => value === argument : null)],
  ['minimum', limit(isNumber, (value, least) => !isNumber(value) || value >= least)],
  ['maximum', limit(isNumber, (value, most) => !isNumber(value) || value <= most)],
  ['exclusiveMinimum', limit(isNumber, (value, least) => !isNumber(value) || value > least)],
  ['exclusiveMaximum', limit(isNumber, (value, most) => !isNumber(value) || value < most)],
  ['minLength', limit(isCount, (value, least) => !isText(value) || letters(value) >= least)],
  ['maxLength', limit(isCount, (value, most) => !isText(value) || letters(value) <= most)],
  ['minItems', limit(isCount, (value, least) => !isList(value) || value.length >= least)],
  ['maxItems', limit(isCount, (value, most) => !isList(value) || value.length <= most)],
  ['minProperties', limit(isCount, (value, least) => !isObject(value) || Object.keys(value).length >= least)],
  ['maxProperties', limit(isCount, (value, most) => !isObject(value) || Object.keys(value).length <= most)],
  ['required', (argument) => (isTexts(argument) ? (value) => has(value, argument) : null)],
  ['properties', (argument) => propertiesCheck(argument)],
  ['additionalProperties', (argument, schema) => othersCheck(argument, schema['properties'] ?? {})],
  ['items', (argument) => itemsCheck(argument)],
  ['uniqueItems', (argument) => uniqueCheck(argument)],
  ['format', (argument) => formatCheck(argument)],
  ['pattern', (argument) => (isText(argument) ? patternCheck(argument) : null)],
]);

const TYPES: ReadonlyMap<Json, PlainCheck> = new Map<Json, PlainCheck>([
  ['string', isText],
  ['number', isNumber],
  ['integer', (value) => Number.isInteger(value)],
  ['boolean', (value) => typeof value === 'boolean'],
  ['null', (value) => value === null],
  ['array', isList],
  ['object', isObject],
]);

function typeCheck(argument: Json): PlainCheck | null {
  const names = isText(argument) ? [argument] : argument;
  if (!isTexts(names) || names.length === 0) return null;
  const checks = names.map((name) => TYPES.get(name));
  return checks.includes(undefined) ? null : (value) => checks.some((check) => check?.(value));
}

function has(value: Json, keys: readonly string[]): boolean {
  return !isObject(value) || keys.every((key) => Object.hasOwn(value, key));
}

function propertiesCheck(argument: Json): PlainCheck | null {
  if (!isObject(argument)) return null;
  const checks: [string, PlainCheck][] = [];
  for (const [key, schema] of Object.entries(argument)) {
    const check = subschema(schema);
    if (!check) return null;
    checks.push([key, check]);
  }
  return (value) =>
    !isObject(value) || checks.every(([key, check]) => !Object.hasOwn(value, key) || check(value[key] ?? null));
}

/** For the keys that `properties` beside it does not name. */
function othersCheck(argument: Json, named: Json): PlainCheck | null {
  const check = subschema(argument);
  if (!check || !isObject(named)) return null;
  return (value) =>
    !isObject(value) || Object.entries(value).every(([key, inner]) => Object.hasOwn(named, key) || check(inner));
}

function itemsCheck(argument: Json): PlainCheck | null {
  const check = subschema(argument);
  return check && ((value) => !isList(value) || value.every(check));
}

/** Maps and lists are compared by ajv. */
function uniqueCheck(argument: Json): PlainCheck | null {
  if (typeof argument !== 'boolean') return null;
  return (value) => !argument || !isList(value) || (value.every(isScalar) && new Set(value).size === value.length);
}

function patternCheck(source: string): PlainCheck | null {
  if (source.includes('\\Z')) return null;
  try {
    const pattern = boundedPattern(source, 'u');
    return (value) => !isText(value) || pattern.test(value);
  } catch {
    return null;
  }
}

/** Formats of texts, by ajv's own list; those of numbers have a type. */
function formatCheck(name: Json): PlainCheck | null {
  if (!isText(name) || !Object.hasOwn(fullFormats, name)) return null;
  const format = fullFormats[name as FormatName];
  const hasMore = typeof format === 'object' && 'validate' in format;
  const test: unknown = hasMore && !format.type ? format.validate : format;
  if (test instanceof RegExp) return (value) => !isText(value) || test.test(value);
  const isPlain = (value: string): boolean => name === 'uri' && PLAIN_ADDRESS.test(value);
  return isTest(test) ? (value) => !isText(value) || isPlain(value) || test(value) === true : null;
}

/** Almost all addresses. To compile the whole grammar of them takes longer than to check the rest of a schema. */
const PLAIN_ADDRESS = /^https?:\/\/[a-z0-9.-]+(?:\/[a-z0-9/._-]*)?$/;

function isTest(value: unknown): value is (text: string) => unknown {
  return typeof value === 'function';
}
