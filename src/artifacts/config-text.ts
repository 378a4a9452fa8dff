import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { isList } from '../template/tree.ts';

/** The file `config.json`: the same configuration gives the same text, in whatever order its sources name the keys. */
export function configText(config: JsonObject): string {
  return `${JSON.stringify(sorted(config), null, 2)}\n`;
}

function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
