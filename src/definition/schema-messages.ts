import type { ErrorObject } from 'ajv/dist/2020.js';
import { stringify } from 'yaml';
import { nameHint } from '../model/nearest.ts';
import type { Path, Tree } from './tree.ts';

interface Description {
  readonly message: string;
  readonly hint: string | null;
  /** The key at fault, when a key of the map and not the map is; or the index of the item at fault in a list. */
  readonly within: string | number | null;
}

/** Says in words what a schema found wrong with the value at a path. */
export function describeError(error: ErrorObject, path: Path, value: Tree): Description {
  const params: Record<string, unknown> = error.params;
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties') {
    return unknownKey(String(params.additionalProperty ?? params.unevaluatedProperty), error, path);
  }
  if (error.propertyName !== undefined) return badKey(error.propertyName, error, path);
  if (error.keyword === 'required') {
    const key = String(params.missingProperty);
    const message = `${key} is missing${path.length > 0 ? ` in ${nameOf(path)}` : ''}`;
    return { message, hint: `add ${key}`, within: null };
  }
  if (error.keyword === 'uniqueItems') {
    return {
      message: `${nameOf(path)} holds this value twice`,
      hint: 'remove one',
      within: Math.max(Number(params.i), Number(params.j)),
    };
  }
  const { words, hint } = describeValue(error, params, value);
  return {
    message: `${nameOf(path)} ${words}${given(error, value)}`,
    hint: hint ?? exampleHint(error, path),
    within: null,
  };
}

/** What a list or map at this place looks like, when there is something else, or nothing in it. */
function exampleHint({ keyword, parentSchema }: ErrorObject, path: Path): string | null {
  const examples: unknown = parentSchema?.examples;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  const key = path.at(-1);
  const isStructure = typeof example === 'object' && example !== null;
  if (!isStructure || typeof key !== 'string' || !['type', 'not', 'minItems'].includes(keyword)) return null;
  return `for example ${key}: ${stringify(example, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`;
}

function unknownKey(key: string, error: ErrorObject, path: Path): Description {
  const message = `unknown key ${JSON.stringify(key)}${path.length > 0 ? ` in ${nameOf(path)}` : ''}`;
  const known: unknown = error.parentSchema?.properties;
  return { message, hint: nameHint(key, typeof known === 'object' && known ? Object.keys(known) : []), within: key };
}

function badKey(key: string, error: ErrorObject, path: Path): Description {
  const params: Record<string, unknown> = error.params;
  const words =
    error.keyword === 'maxLength'
      ? `at most ${String(params.limit)} characters`
      : expectation(error, `${error.message}`);
  return { message: `${JSON.stringify(key)} cannot be a key of ${nameOf(path)}`, hint: `use ${words}`, within: key };
}

/** Limits, by the keyword of the schema; `#` is the limit. */
const LIMITS: Readonly<Record<string, string>> = {
  minLength: 'must have at least # characters',
  maxLength: 'must have at most # characters',
  minItems: 'must have at least # items',
  maxItems: 'must have at most # items',
  minProperties: 'must have at least # keys',
  maxProperties: 'must have at most # keys',
  minimum: 'must be at least #',
  maximum: 'must be at most #',
  exclusiveMinimum: 'must be more than #',
  exclusiveMaximum: 'must be less than #',
};

function describeValue(
  error: ErrorObject,
  params: Readonly<Record<string, unknown>>,
  value: Tree,
): { words: string; hint: string | null } {
  const limit = LIMITS[error.keyword];
  if (limit !== undefined) {
    const words = limit.replace('#', String(params.limit));
    return { words: params.limit === 1 ? words.replace(/s$/, '') : words, hint: null };
  }
  switch (error.keyword) {
    case 'type':
      return { words: `must be ${typeWords(error)}`, hint: quoteHint(error, value) };
    case 'enum':
      return enumWords(params.allowedValues, value);
    case 'const':
      return { words: `must be ${JSON.stringify(params.allowedValue)}`, hint: null };
    case 'pattern':
    case 'not':
      return { words: `must be ${expectation(error, error.message ?? '')}`, hint: null };
    default:
      return { words: error.message ?? 'is not valid', hint: null };
  }
}

function enumWords(allowed: unknown, value: Tree): { words: string; hint: string | null } {
  const values = Array.isArray(allowed) ? allowed.filter((item) => item !== null) : [];
  const words = `must be ${values.length > 1 ? 'one of ' : ''}${values.map((item) => JSON.stringify(item)).join(', ')}`;
  const text = value.kind === 'scalar' ? String(value.value) : '';
  const hint = nameHint(
    text,
    values.filter((item) => typeof item === 'string'),
  );
  return { words, hint: hint?.startsWith('did you mean') ? hint : null };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

/** The types that a value may have. null is not named (it removes), nor a string that only stands for a reference. */
function typeWords(error: ErrorObject): string {
  const onlyReference = isReferenceOnly(error);
  const types = [error.schema].flat().map(String);
  const shown = types.filter(
    (type) => (type !== 'null' || types.length === 1) && !(onlyReference && type === 'string'),
  );
  return shown.map((type) => TYPE_NAMES[type] ?? type).join(' or ');
}

/** True where a string is only allowed as a reference to a value of another type. */
function isReferenceOnly(error: ErrorObject): boolean {
  const pattern: unknown = error.parentSchema?.pattern;
  return typeof pattern === 'string' && pattern.startsWith('^\\$\\{config:');
}

function quoteHint(error: ErrorObject, value: Tree): string | null {
  const wantsString = [error.schema].flat().includes('string');
  return wantsString && !isReferenceOnly(error) && value.kind === 'scalar' && value.value !== null
    ? (daysHint(error, value.source) ?? quotedHint(error, value.source))
    : null;
}

/** Quotes alone help only where what stands in them is valid then. */
function quotedHint({ parentSchema }: ErrorObject, source: string): string | null {
  const {
    pattern,
    patternErrorMessage,
    minLength = 0,
    maxLength = Infinity,
  }: Record<string, unknown> = parentSchema ?? {};
  const fits =
    (typeof pattern !== 'string' || new RegExp(pattern).test(source)) &&
    source.length >= Number(minLength) &&
    source.length <= Number(maxLength);
  if (fits) return `put it in quotes: "${source}"`;
  return typeof patternErrorMessage === 'string' ? `use ${patternErrorMessage}` : null;
}

/** A bare number where a number of days is wanted: in quotes it would be refused again. */
function daysHint({ parentSchema }: ErrorObject, source: string): string | null {
  const pattern: unknown = parentSchema?.pattern;
  const fits = (text: string): boolean => typeof pattern !== 'string' || new RegExp(pattern).test(text);
  return !fits(source) && fits(`${source}d`) ? `for days write "${source}d"` : null;
}

/** What a pattern wants, in the schema's own words for it. */
function expectation(error: ErrorObject, otherwise: string): string {
  const words: unknown = error.parentSchema?.patternErrorMessage;
  return typeof words === 'string' ? words : otherwise.replace(/^must (?:be )?/, '');
}

/** The wrong value, where it says more than the words before it. */
function given(error: ErrorObject, value: Tree): string {
  if (['maxItems', 'minItems', 'maxProperties', 'minProperties'].includes(error.keyword)) return '';
  if (value.kind === 'map') return ', not a map';
  if (value.kind === 'list') return ', not a list';
  if (value.kind !== 'scalar') return '';
  const text =
    value.value === null ? 'null' : typeof value.value === 'string' ? JSON.stringify(value.value) : value.source;
  return `, not ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
}

/** `services.notes.regions[1]`; the top level has no name. */
function nameOf(path: Path): string {
  return (
    path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
      .join('')
      .replace(/^\./, '') || 'the file'
  );
}
