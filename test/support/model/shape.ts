import type { NormalizedSchema } from '@smithy/core/schema';
import type { Enums } from './enums.ts';

/** How values stand on the wire of a protocol. */
export interface Form {
  readonly isXml: boolean;
  /** Name of an entry in a list that says nothing else. */
  readonly item: string;
  readonly enums: Enums;
}

/** What of a value does not fit its model: members that it does not have, that are missing, or of another kind. */
export function misfits(value: unknown, schema: NormalizedSchema, form: Form, path: string): string[] {
  if (schema.isStructSchema()) return structMisfits(value, schema, form, path);
  if (schema.isListSchema()) return listMisfits(value, schema, form, path);
  if (schema.isMapSchema()) return mapMisfits(value, schema, form, path);
  return isOfKind(value, schema, form) ? [] : [`${path} is ${JSON.stringify(value)}`];
}

/** Name of a member on the wire. */
export function wireName(name: string, schema: NormalizedSchema, { isXml }: Form): string {
  const { xmlName, jsonName } = schema.getMergedTraits();
  return (isXml ? xmlName : jsonName) ?? name;
}

/** In the SDK's models the required members of a structure come first, and their number last. */
export function requiredOf(schema: NormalizedSchema): readonly string[] {
  const model: unknown = schema.getSchema();
  if (!Array.isArray(model)) return [];
  const [, , , , names, , count = 0] = model as [number, string, string, unknown, string[], unknown, number?];
  return names.slice(0, count);
}

function structMisfits(value: unknown, schema: NormalizedSchema, form: Form, path: string): string[] {
  if (form.isXml && value === '') return missing(schema, {}, form, path);
  if (!isRecord(value)) return [`${path} is ${JSON.stringify(value)}, not a structure`];
  const members = new Map(
    [...schema.structIterator()].map(([name, member]) => [wireName(name, member, form), { name, member }]),
  );
  const inside = Object.entries(value).flatMap(([wire, item]) => {
    const found = members.get(wire);
    if (!found) return [`${path}.${wire} is not in the model`];
    const allowed = form.enums(schema.getName() ?? '', found.name);
    return [
      ...misfits(item, found.member, form, `${path}.${wire}`),
      ...(allowed ? strangers(item, allowed).map((one) => `${path}.${wire} is "${one}", which is no value of it`) : []),
    ];
  });
  return [...missing(schema, value, form, path), ...inside];
}

/** What of a value, or of a list of them, is none of those that are allowed. */
function strangers(value: unknown, allowed: readonly string[]): string[] {
  if (typeof value === 'string') return value === '' || allowed.includes(value) ? [] : [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((one) => strangers(one, allowed))
    : [];
}

function missing(schema: NormalizedSchema, value: object, form: Form, path: string): string[] {
  return [...schema.structIterator()].flatMap(([name, member]) =>
    requiredOf(schema).includes(name) && !(wireName(name, member, form) in value) ? [`${path}.${name} is missing`] : [],
  );
}

function listMisfits(value: unknown, schema: NormalizedSchema, form: Form, path: string): string[] {
  const inner = schema.getValueSchema();
  if (!form.isXml) {
    return Array.isArray(value)
      ? value.flatMap((item, at) => misfits(item, inner, form, `${path}[${String(at)}]`))
      : [`${path} is no list`];
  }
  const isFlat = schema.getMergedTraits().xmlFlattened !== undefined;
  const name = inner.getMergedTraits().xmlName ?? form.item;
  const entries = isFlat ? value : isRecord(value) ? value[name] : value === '' ? [] : undefined;
  const unknown = !isFlat && isRecord(value) ? Object.keys(value).filter((key) => key !== name) : [];
  if (entries === undefined || unknown.length > 0) return [`${path} has ${JSON.stringify(value)}, not entries ${name}`];
  return [entries].flat().flatMap((item, at) => misfits(item, inner, form, `${path}[${String(at)}]`));
}

function mapMisfits(value: unknown, schema: NormalizedSchema, form: Form, path: string): string[] {
  if (!isRecord(value)) return [`${path} is no map`];
  if (form.isXml) return [];
  return Object.entries(value).flatMap(([key, item]) => misfits(item, schema.getValueSchema(), form, `${path}.${key}`));
}

function isOfKind(value: unknown, schema: NormalizedSchema, { isXml }: Form): boolean {
  if (isXml) return typeof value === 'string' && isTextOf(value, schema);
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  if (schema.isNumericSchema()) return typeof value === 'number';
  if (schema.isTimestampSchema()) return isDateTime(schema) ? isDate(value) : typeof value === 'number';
  return typeof value === 'string' || schema.isDocumentSchema();
}

function isTextOf(text: string, schema: NormalizedSchema): boolean {
  if (schema.isBooleanSchema()) return text === 'true' || text === 'false';
  if (schema.isNumericSchema()) return text !== '' && Number.isFinite(Number(text));
  if (schema.isTimestampSchema()) return isDate(text);
  return true;
}

/** JSON has seconds since 1970, unless a member is said to have text; the SDK's models number the formats. */
function isDateTime(schema: NormalizedSchema): boolean {
  return schema.getSchema() === 5;
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
