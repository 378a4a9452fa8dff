import { clean } from '../clean.ts';
import type { GraphNode, GraphPicture } from './picture.ts';

/** A flowchart for Mermaid, as GitHub and GitLab show it in Markdown. */
export function mermaidText({ title, nodes, arrows }: GraphPicture): string {
  const ids = new Map(nodes.map(({ key }, index) => [key, `s${index + 1}`]));
  const id = (key: string): string => ids.get(key) ?? key;
  const lent = nodes.filter((node) => node.lent).map(({ key }) => id(key));
  const lines = [
    '---',
    `title: ${JSON.stringify(clean(title))}`,
    '---',
    'flowchart LR',
    ...nodes.map((node) => `  ${id(node.key)}${boxed(node)}`),
    ...arrows.map(({ from, to, orderOnly }) => `  ${id(from)} ${orderOnly ? '-.->' : '-->'} ${id(to)}`),
    ...(lent.length > 0 ? ['  classDef lent stroke-dasharray: 4 3', `  class ${lent.join(',')} lent`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function boxed({ name, notes, lent }: GraphNode): string {
  const label = [name, ...notes].map(entities).join('<br>');
  return lent ? `(["${label}"])` : `["${label}"]`;
}

/** Mermaid's own escape: `#` with the name or the number of a character. */
function entities(text: string): string {
  return clean(text).replaceAll(/[#"<>&\\`]/g, (character) => `#${character.codePointAt(0) ?? 0};`);
}
