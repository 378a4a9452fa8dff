import type { CST } from 'yaml';

/** No definition nests deeper; beyond it recursive readers would run out of stack. */
export const MAX_DEPTH = 100;

/** The offset of the first value that lies too deep, or null. Works without recursion, on the parser's flat output. */
export function tooDeepAt(tokens: readonly CST.Token[]): number | null {
  const open: [CST.Token, number][] = tokens.map((token) => [token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (depth > MAX_DEPTH) return token.offset;
    for (const inner of innerTokens(token)) open.push([inner, depth + 1]);
  }
  return null;
}

function innerTokens(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((inner) => inner !== null && inner !== undefined));
}
