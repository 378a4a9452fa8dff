import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { boundedPattern } from './bounded-pattern.ts';
import { META_SCHEMA } from './meta-schema.ts';
import { anything, isList, isText, VALUE_KEYWORDS, type PlainCheck } from './plain-values.ts';

export type { PlainCheck } from './plain-values.ts';

/** Makes patterns; throws for what is none. */
export type MakePattern = (source: string, flags: string) => { test(text: string): boolean };

/** What all parts of one schema share. */
interface Whole {
  readonly makePattern: MakePattern;
  readonly definitions: JsonObject;
  /** By name; complete before the first value is checked. */
  readonly checks: Map<string, PlainCheck>;
}

/** What one keyword wants, or null where only the library knows what it means. */
type Keyword = (argument: Json, schema: JsonObject, whole: Whole) => PlainCheck | null;

/**
 * A quick check by a JSON Schema of the plain kind, as almost all are: keywords that are known here, with arguments of the
 * right form. Null for any other schema. Loading and running ajv for three of them takes longer than `validate` otherwise
 * takes in all; so ajv is asked only when this does not say yes, and every message comes from ajv.
 */
export function plainCheck(schema: Json, makePattern: MakePattern = boundedPattern): PlainCheck | null {
  if (!isObject(schema)) return typeof schema === 'boolean' ? () => schema : null;
  const { $schema = META_SCHEMA, $defs: definitions = {}, ...rest } = schema;
  if ($schema !== META_SCHEMA || !isObject(definitions)) return null;
  const whole: Whole = { makePattern, definitions, checks: new Map() };
  for (const [name, definition] of Object.entries(definitions)) {
    const check = subschema(definition, whole);
    if (!check) return null;
    whole.checks.set(name, check);
  }
  return subschema(rest, whole);
}

function subschema(schema: Json, whole: Whole): PlainCheck | null {
  if (typeof schema === 'boolean') return () => schema;
  if (!isObject(schema)) return null;
  const checks: PlainCheck[] = [];
  for (const [name, argument] of Object.entries(schema)) {
    const check = VALUE_KEYWORDS.get(name)?.(argument) ?? KEYWORDS.get(name)?.(argument, schema, whole);
    if (!check) return null;
    if (check !== anything) checks.push(check);
  }
  return (value) => checks.every((check) => check(value));
}

/** Keywords that have schemas or patterns in them. */
const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['properties', (argument, _, whole) => propertiesCheck(argument, whole)],
  ['patternProperties', (argument, _, whole) => patternPropertiesCheck(argument, whole)],
  ['additionalProperties', (argument, schema, whole) => othersCheck(argument, schema, whole)],
  ['propertyNames', (argument, _, whole) => namesCheck(argument, whole)],
  ['items', (argument, _, whole) => itemsCheck(argument, whole)],
  ['pattern', (argument, _, whole) => patternCheck(argument, whole)],
  ['$ref', (argument, _, whole) => referenceCheck(argument, whole)],
]);

function propertiesCheck(argument: Json, whole: Whole): PlainCheck | null {
  const checks = subschemas(argument, whole);
  return (
    checks &&
    ((value) =>
      !isObject(value) || checks.every(([key, check]) => !Object.hasOwn(value, key) || check(value[key] ?? null)))
  );
}

function subschemas(argument: Json, whole: Whole): [string, PlainCheck][] | null {
  if (!isObject(argument)) return null;
  const checks: [string, PlainCheck][] = [];
  for (const [key, schema] of Object.entries(argument)) {
    const check = subschema(schema, whole);
    if (!check) return null;
    checks.push([key, check]);
  }
  return checks;
}

function patternPropertiesCheck(argument: Json, whole: Whole): PlainCheck | null {
  const checks = subschemas(argument, whole);
  const patterns = checks && patternsOf(Object.keys(argument as JsonObject), whole);
  if (!checks || !patterns) return null;
  const holds = (key: string, inner: Json): boolean =>
    checks.every(([, check], index) => patterns[index]?.test(key) !== true || check(inner));
  return (value) => !isObject(value) || Object.entries(value).every(([key, inner]) => holds(key, inner));
}

/** For the keys that `properties` and `patternProperties` beside it do not name. */
function othersCheck(argument: Json, schema: JsonObject, whole: Whole): PlainCheck | null {
  const { properties: named = {}, patternProperties: shaped = {} } = schema;
  const check = subschema(argument, whole);
  const patterns = isObject(shaped) ? patternsOf(Object.keys(shaped), whole) : null;
  if (!check || !patterns || !isObject(named)) return null;
  const isNamed = (key: string): boolean => Object.hasOwn(named, key) || patterns.some((pattern) => pattern.test(key));
  return (value) => !isObject(value) || Object.entries(value).every(([key, inner]) => isNamed(key) || check(inner));
}

function namesCheck(argument: Json, whole: Whole): PlainCheck | null {
  const check = subschema(argument, whole);
  return check && ((value) => !isObject(value) || Object.keys(value).every(check));
}

function itemsCheck(argument: Json, whole: Whole): PlainCheck | null {
  const check = subschema(argument, whole);
  return check && ((value) => !isList(value) || value.every(check));
}

const REFERENCE = /^#\/\$defs\/([A-Za-z0-9_-]+)$/;

/** A definition that only refers to another, or to itself, is left to ajv: every step here leads further into the value. */
function referenceCheck(argument: Json, { definitions, checks }: Whole): PlainCheck | null {
  const name = isText(argument) ? REFERENCE.exec(argument)?.[1] : undefined;
  const definition = name !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (name === undefined || definition === undefined) return null;
  if (isObject(definition) && Object.hasOwn(definition, '$ref')) return null;
  return (value) => checks.get(name)?.(value) === true;
}

function patternCheck(source: Json, whole: Whole): PlainCheck | null {
  const [pattern] = isText(source) ? (patternsOf([source], whole) ?? []) : [];
  return pattern ? (value) => !isText(value) || pattern.test(value) : null;
}

/** Null where one of them is none, or is none of this language. */
function patternsOf(sources: readonly string[], { makePattern }: Whole): ReturnType<MakePattern>[] | null {
  if (sources.some((source) => source.includes('\\Z'))) return null;
  try {
    return sources.map((source) => makePattern(source, 'u'));
  } catch {
    return null;
  }
}
