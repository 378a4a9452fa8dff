import type { NormalizedSchema } from '@smithy/core/schema';

/** How values stand on the wire of a protocol. */
export interface Form {
  readonly isXml: boolean;
  /** Name of an entry in a list that says nothing else. */
  readonly item: string;
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
  const members = new Map([...schema.structIterator()].map(([name, member]) => [wireName(name, member, form), member]));
  const inside = Object.entries(value).flatMap(([name, item]) => {
    const member = members.get(name);
    return member ? misfits(item, member, form, `${path}.${name}`) : [`${path}.${name} is not in the model`];
  });
  return [...missing(schema, value, form, path), ...inside];
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
  if (schema.isNumericSchema() || schema.isTimestampSchema()) return typeof value === 'number';
  return typeof value === 'string' || schema.isDocumentSchema();
}

function isTextOf(text: string, schema: NormalizedSchema): boolean {
  if (schema.isBooleanSchema()) return text === 'true' || text === 'false';
  if (schema.isNumericSchema()) return text !== '' && Number.isFinite(Number(text));
  if (schema.isTimestampSchema()) return !Number.isNaN(Date.parse(text));
  return true;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
