import type { CST } from 'yaml';

/**
 * The offset of the first value that lies deeper than `limit` in what the YAML parser made of a text, or null. Works
 * without recursion: what reads a tree recursively would run out of stack on such a text.
 */
export function tooDeepAt(tokens: readonly CST.Token[], limit: number): number | null {
  const open: [CST.Token, number][] = tokens.map((token) => [token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (depth > limit) return token.offset;
    if (token.type === 'document' && token.value) open.push([token.value, depth + 1]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push([key, depth + 1]);
      if (value) open.push([value, depth + 1]);
    }
  }
  return null;
}
