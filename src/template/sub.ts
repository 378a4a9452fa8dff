/** One piece of the text of `Fn::Sub`: as it stands, or a name in `${…}`. */
export type SubPart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'name'; readonly name: string };

const PLACEHOLDER = /\$\{(!?)([^{}]*)\}/g;

/** Takes the text of `Fn::Sub` apart. `${!name}` is a literal `${name}`. */
export function subParts(text: string): SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [whole, literal, name = ''] = match;
    parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(literal === '!' ? { kind: 'text', text: `\${${name}}` } : { kind: 'name', name: name.trim() });
    end = match.index + whole.length;
  }
  parts.push({ kind: 'text', text: text.slice(end) });
  return parts.filter((part) => part.kind === 'name' || part.text !== '');
}
