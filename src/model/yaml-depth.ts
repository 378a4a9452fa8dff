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
    for (const inner of innerTokens(token)) open.push([inner, depth + 1]);
  }
  return null;
}

function innerTokens(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((inner) => inner !== null && inner !== undefined));
}
