import type { Part } from '../model/expression.ts';

/** The same parts with neighbouring texts as one, and without empty ones. */
export function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      joined.splice(-1, 1, { kind: 'text', text: last.text + part.text });
    else if (part.kind !== 'text' || part.text !== '') joined.push(part);
  }
  return joined;
}
