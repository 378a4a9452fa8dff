import { markup, type Markup } from '../markup.ts';
import type { Drawing } from '../svg.ts';
import { textWidth } from '../text-width.ts';
import { layOut, type BoxSize, type PlacedArrow, type PlacedNode, type Point } from './layout.ts';
import { describePicture, type GraphNode, type GraphPicture } from './picture.ts';

const NAME_SIZE = 15;
const NOTE_SIZE = 12;
const MARGIN = 24;
const PADDING = 18;
/** From the top of the picture to the boxes: the title stands there. */
const HEAD = 64;
const LEGEND_HEIGHT = 28;
/** Between arrows that meet the same box. */
const ARROW_DISTANCE = 11;

/**
 * The dependency graph as a picture: boxes in the order of deployment from left to right. `id` is unique in its page.
 * `titled`: it says of what it is, because no heading does.
 */
export function graphDrawing(picture: GraphPicture, id: string, titled: boolean): Drawing {
  const placed = layOut(picture, (node) => sizeOf(node, arrowsAt(node, picture)));
  const legend = legendText(picture);
  const head = titled ? HEAD : MARGIN / 2;
  const titleWidth = Math.max(titled ? textWidth(picture.title, NAME_SIZE) : 0, textWidth(legend, NOTE_SIZE));
  const width = Math.ceil(Math.max(placed.width, titleWidth)) + 2 * MARGIN;
  const height = Math.ceil(placed.height) + head + MARGIN + LEGEND_HEIGHT;
  const content = markup`
<defs><marker id="${id}-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="e-head" d="M0 0.8 9.5 5 0 9.2z"/></marker></defs>
${titled ? titleMarkup(picture.title) : null}
<g transform="translate(${MARGIN} ${head})">
${placed.arrows.map((arrow) => arrowMarkup(arrow, id))}${placed.nodes.map(nodeMarkup)}</g>
<text class="e-soft" x="${MARGIN}" y="${height - MARGIN / 2 - 4}" font-size="${NOTE_SIZE}">${legend}</text>
`;
  return {
    id,
    title: `Dependencies of ${picture.title}`,
    description: describePicture(picture),
    width,
    height,
    content,
  };
}

function titleMarkup(title: string): Markup {
  return markup`<text class="e-ink e-strong" x="${MARGIN}" y="${MARGIN + NAME_SIZE}" font-size="${NAME_SIZE}">${title}</text>`;
}

function sizeOf({ name, notes }: GraphNode, arrows: number): BoxSize {
  const width = Math.max(textWidth(name, NAME_SIZE), textWidth(notes.join(' · '), NOTE_SIZE));
  const height = Math.max(notes.length > 0 ? 56 : 42, (arrows + 1) * ARROW_DISTANCE);
  return { width: Math.max(96, width + 2 * PADDING), height };
}

/** How many arrows meet on one side of a box. */
function arrowsAt({ key }: GraphNode, { arrows }: GraphPicture): number {
  return Math.max(arrows.filter(({ from }) => from === key).length, arrows.filter(({ to }) => to === key).length);
}

function nodeMarkup({ node, x, y, width, height }: PlacedNode): Markup {
  const middle = round(x);
  const top = round(y - height / 2);
  const nameAt = round(node.notes.length > 0 ? y - 4 : y + NAME_SIZE / 3);
  const notes =
    node.notes.length > 0
      ? markup`<text class="e-soft" x="${middle}" y="${round(y + 15)}" font-size="${NOTE_SIZE}" text-anchor="middle">${node.notes.join(' · ')}</text>`
      : null;
  return markup`<g><rect class="e-box${node.lent ? ' e-lent' : ''}" x="${round(x - width / 2)}" y="${top}" width="${width}" height="${height}" rx="9"/><text class="e-ink e-strong" x="${middle}" y="${nameAt}" font-size="${NAME_SIZE}" text-anchor="middle">${node.name}</text>${notes}</g>
`;
}

function arrowMarkup({ arrow, points }: PlacedArrow, id: string): Markup {
  return markup`<path class="e-arrow${arrow.orderOnly ? ' e-order' : ''}" marker-end="url(#${id}-head)" d="${pathOf(points)}"><title>${arrow.reasons.join('\n')}</title></path>
`;
}

/** A line that leaves and reaches each of its points level. */
function pathOf([first, ...rest]: readonly Point[]): string {
  if (!first) return '';
  let before = first;
  const curves = rest.map((point) => {
    const middle = (before.x + point.x) / 2;
    const level = before.y === point.y;
    const bend = level
      ? `H${round(point.x)}`
      : `C${at({ x: middle, y: before.y })} ${at({ x: middle, y: point.y })} ${at(point)}`;
    before = point;
    return bend;
  });
  return `M${at(first)}${curves.join('')}`;
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function legendText({ nodes, arrows }: GraphPicture): string {
  return [
    'an arrow leads to what waits',
    ...(arrows.some(({ orderOnly }) => orderOnly) ? ['dashed arrow: order only'] : []),
    ...(nodes.some(({ lent }) => lent) ? ['dashed box: deployed by another environment'] : []),
  ].join(' · ');
}
