import { fullFormats, type FormatName } from 'ajv-formats/dist/formats.js';
import { isObject, type Json } from '../model/json.ts';

/** True for a value that satisfies the schema. False says nothing: ask the compiled schema. */
export type PlainCheck = (value: Json) => boolean;

/** What one keyword wants by its argument, or null where only the library knows what it means. */
type ValueKeyword = (argument: Json) => PlainCheck | null;

/** What says nothing of values. */
export const anything: PlainCheck = () => true;

/** Words that say nothing of values, when they are of the form that the schema of schemas wants. */
function remark(isRight: (argument: Json) => boolean): ValueKeyword {
  return (argument) => (isRight(argument) ? anything : null);
}

export const isText = (value: Json): value is string => typeof value === 'string';
const isNumber = (value: Json): value is number => typeof value === 'number';
const isCount = (value: Json): value is number => Number.isInteger(value) && Number(value) >= 0;
const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isChoice = (value: Json): value is readonly Json[] => isList(value) && value.length > 0 && value.every(isScalar);
const isTexts = (value: Json): value is readonly string[] =>
  isList(value) && value.every(isText) && new Set(value).size === value.length;

/** A limit of numbers, or of how many there are of something in values that have it. */
function limit(isRight: (argument: Json) => boolean, within: (value: Json, limit: number) => boolean): ValueKeyword {
  return (argument) => (isRight(argument) ? (value) => within(value, Number(argument)) : null);
}

/** JSON Schema counts code points. */
const letters = (text: string): number => Array.from(text).length;

/** Keywords that have no schema in them: of values as they are, and remarks. */
export const VALUE_KEYWORDS: ReadonlyMap<string, ValueKeyword> = new Map([
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
  ['uniqueItems', (argument) => uniqueCheck(argument)],
  ['format', (argument) => formatCheck(argument)],
  ['patternErrorMessage', remark(isText)],
  ['not', (argument) => notCheck(argument)],
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

/** Only for what it can say no to for sure: one value. */
function notCheck(argument: Json): PlainCheck | null {
  if (!isObject(argument) || Object.keys(argument).length !== 1) return null;
  const { const: refused } = argument;
  return refused !== undefined && isScalar(refused) ? (value) => value !== refused : null;
}

/** Maps and lists are compared by ajv. */
function uniqueCheck(argument: Json): PlainCheck | null {
  if (typeof argument !== 'boolean') return null;
  return (value) => !argument || !isList(value) || (value.every(isScalar) && new Set(value).size === value.length);
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
const PLAIN_ADDRESS = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[a-z0-9/._-]*)?$/;

function isTest(value: unknown): value is (text: string) => unknown {
  return typeof value === 'function';
}
