import { isObject, type Json, type JsonObject } from './json.ts';

/** Every value of a configuration by its path, `performance.memorySize`, in order of the alphabet; a list is one value. */
export function leavesOf(config: JsonObject, prefix = ''): [path: string, value: Json][] {
  return Object.keys(config)
    .sort()
    .flatMap((key): [string, Json][] => {
      const value = config[key] ?? null;
      return isObject(value) ? leavesOf(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value]];
    });
}

/** A value as a person or an environment variable has it: text as it is, everything else as JSON. */
export function leafText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
