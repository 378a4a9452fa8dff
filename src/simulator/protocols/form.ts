import { unescape } from 'node:querystring';

/**
 * The nested input of a form body: `A.member.1.B=x` gives `{ A: [{ B: 'x' }] }` (Query), and so does `A.1.B=x` (EC2).
 * Every leaf is a string. An empty list stands in the form as `A=`, which gives ''.
 */
export function parseForm(body: Uint8Array): Record<string, unknown> {
  const root: Node = new Map();
  for (const [key, value] of fieldsOf(body)) insert(root, key.split('.'), value);
  return Object.fromEntries([...root].map(([key, value]) => [key, plain(value)]));
}

/** Each field is read from the bytes by itself: a text that is cut out of another keeps all of that in memory. */
function* fieldsOf(body: Uint8Array): Generator<[key: string, value: string]> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf('&', start);
    const end = next < 0 ? bytes.length : next;
    const equals = bytes.subarray(start, end).indexOf('=');
    const middle = equals < 0 ? end : start + equals;
    if (end > start) yield [decode(bytes, start, middle), decode(bytes, middle + 1, end)];
    start = end + 1;
  }
}

/** As `application/x-www-form-urlencoded` has it. */
function decode(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  return /[%+]/.test(text) ? unescape(text.replaceAll('+', ' ')) : text;
}

type Node = Map<string, Node | string>;

function insert(root: Node, path: readonly string[], value: string): void {
  let node = root;
  for (const step of path.slice(0, -1)) {
    const child = node.get(step);
    const next: Node = child instanceof Map ? child : new Map();
    node.set(step, next);
    node = next;
  }
  node.set(path.at(-1) ?? '', value);
}

function plain(value: Node | string): unknown {
  if (typeof value === 'string') return value;
  const member = value.size === 1 ? value.get('member') : undefined;
  if (member instanceof Map) return plain(member);
  const entries = [...value].map(([key, item]) => [key, plain(item)] as const);
  if (!entries.every(([key]) => /^\d+$/.test(key))) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}
