import { isObject, type Json } from './json.ts';

/** Characters; a longer text may hold more values than the reader of YAML lets pass. */
const MAX_LENGTH = 64 * 1024;

/** How deep values may lie: far above any file, and far below what recursion takes. */
const MAX_DEPTH = 60;

/**
 * The value of a JSON text that the reader of YAML would take as well: no key twice, nothing too deep. Undefined for every
 * other text, which is left to that reader: it says where something is wrong, and takes twenty times as long.
 */
export function plainJson(text: string): Json | undefined {
  if (text.length > MAX_LENGTH || !/^\s*\{/.test(text)) return undefined;
  const { depth, colons } = shapeOf(text);
  if (depth > MAX_DEPTH) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    // Outside of texts each colon is that of a key: of two equal ones the second has taken the place of the first.
    return countKeys(value) === colons ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of what is outside of texts. */
function shapeOf(text: string): { depth: number; colons: number } {
  let [open, depth, colons] = [0, 0, 0];
  for (const [sign] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[:{}[\]]/g)) {
    if (sign === ':') colons += 1;
    else if (sign === '{' || sign === '[') depth = Math.max(depth, ++open);
    else if (sign === '}' || sign === ']') open -= 1;
  }
  return { depth, colons };
}

/** Not a number for what the reader of YAML refuses. */
function countKeys(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item: Json) => sum + countKeys(item), 0);
  if (isObject(value)) {
    const keys = Object.keys(value);
    if (keys.includes('__proto__')) return NaN;
    return keys.reduce((sum, key) => sum + countKeys(value[key] ?? null), keys.length);
  }
  return typeof value === 'number' && !Number.isFinite(value) ? NaN : 0;
}
