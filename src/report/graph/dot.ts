import { clean } from '../clean.ts';
import type { GraphArrow, GraphNode, GraphPicture } from './picture.ts';

/** A digraph for Graphviz: `envctl graph staging --format dot | dot -Tpng > graph.png`. */
export function dotText({ title, nodes, arrows }: GraphPicture): string {
  const lines = [
    `digraph ${quoted(title)} {`,
    `  rankdir=LR; label=${quoted(title)}; labelloc=t; fontname="sans-serif";`,
    '  node [shape=box, style="rounded", fontname="sans-serif"];',
    ...nodes.map(nodeLine),
    ...arrows.map(arrowLine),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function nodeLine({ key, name, notes, lent }: GraphNode): string {
  const style = lent ? ', style="rounded,dashed"' : '';
  return `  ${quoted(key)} [label=${quoted([name, ...notes].join('\n'))}${style}];`;
}

function arrowLine({ from, to, reasons, orderOnly }: GraphArrow): string {
  const style = orderOnly ? ', style=dashed' : '';
  return `  ${quoted(from)} -> ${quoted(to)} [tooltip=${quoted(reasons.join('\n'))}${style}];`;
}

function quoted(text: string): string {
  return `"${clean(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
