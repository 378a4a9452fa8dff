import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { isList, member, section } from '../../../template/tree.ts';

/** A resource's properties with those of `Globals` beneath: maps merge, lists append, scalars give way. Source: SAM developer guide, "Globals section". */
export function withGlobals(template: JsonObject, kind: string, resource: Json): JsonObject {
  const globals = section(section(template, 'Globals'), kind);
  const merged = merge(globals, member(resource, 'Properties') ?? {});
  return isObject(merged) ? merged : {};
}

function merge(base: Json, own: Json): Json {
  if (isList(base) && isList(own)) return [...base, ...own];
  if (!isObject(base) || !isObject(own)) return own;
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(own))
    merged[key] = Object.hasOwn(base, key) ? merge(base[key] ?? null, value) : value;
  return merged;
}
