import type { CST } from 'yaml';

/** No template nests deeper; beyond it what reads a tree recursively would run out of stack. */
export const MAX_DEPTH = 200;

/** The offset of the first value that lies too deep in what the parser made of a text, or null. Works without recursion. */
export function tooDeepAt(tokens: readonly CST.Token[]): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return token.offset;
    for (const inner of tokensIn(token)) open.push({ token: inner, depth: depth + 1 });
  }
  return null;
}

function tokensIn(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat());
}
