import { drawingMarkup } from '../svg.ts';
import { dotText } from './dot.ts';
import { mermaidText } from './mermaid.ts';
import type { GraphPicture } from './picture.ts';
import { graphDrawing } from './svg.ts';

/** The whole content of a file with the picture. */
export function graphFile(picture: GraphPicture, format: 'mermaid' | 'dot' | 'svg'): string {
  if (format === 'mermaid') return mermaidText(picture);
  if (format === 'dot') return dotText(picture);
  return `${drawingMarkup(graphDrawing(picture, 'graph', true), 'file').text}\n`;
}
