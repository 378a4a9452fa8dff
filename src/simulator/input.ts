/**
 * Members of an operation's parsed input. Query protocols carry every scalar as text and JSON does not, so each reader
 * takes both. What is absent, or of another kind, is null or an empty list; whether that is a fault is the service's to say.
 */
export type Input = Readonly<Record<string, unknown>>;

export function textOf(input: Input, key: string): string | null {
  const value = input[key];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : null;
}

export function flagOf(input: Input, key: string): boolean | null {
  const value = textOf(input, key);
  if (value === null) return null;
  return value.toLowerCase() === 'true';
}

/** Null also for what is no whole number. */
export function wholeOf(input: Input, key: string): number | null {
  const value = textOf(input, key);
  return value !== null && /^-?\d+$/.test(value) ? Number(value) : null;
}

export function textsOf(input: Input, key: string): string[] {
  return listOf(input, key).filter((item) => typeof item === 'string');
}

export function itemsOf(input: Input, key: string): Input[] {
  return listOf(input, key).filter(isInput);
}

/** Lists of `{Key, Value}` as a record: tags, in most services. */
export function tagsOf(input: Input, key: string): Record<string, string> {
  return Object.fromEntries(itemsOf(input, key).map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']));
}

/** A structure; an empty one where there is none. */
export function partOf(input: Input, key: string): Input {
  const value = input[key];
  return isInput(value) ? value : {};
}

function listOf(input: Input, key: string): unknown[] {
  const value = input[key];
  return Array.isArray(value) ? value : [];
}

function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
