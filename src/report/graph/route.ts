import type { PlacedArrow, PlacedNode, Point } from './layout.ts';

/** A line of boxes above each other: where it begins and ends. */
interface Layer {
  readonly left: number;
  readonly right: number;
}

/**
 * Leads each arrow out of the right edge of its box and into the left edge of the other one, every arrow at a height of its
 * own, and straight through each layer between: it bends only where there are no boxes. `kept` are the places that were
 * kept free for it.
 */
export function routeArrows(nodes: readonly PlacedNode[], kept: readonly PlacedArrow[]): PlacedArrow[] {
  const boxes = new Map(nodes.map((placed) => [placed.node.key, placed]));
  const layers = layersOf(nodes);
  const bends = kept.map(({ arrow, points }) => ({ arrow, points: points.filter(({ x }) => layers.has(round(x))) }));
  const leaving = portsOf(bends, boxes, 'from');
  const arriving = portsOf(bends, boxes, 'to');
  return bends.map(({ arrow, points }, index) => {
    const [from, to] = [boxes.get(arrow.from), boxes.get(arrow.to)];
    if (!from || !to) return { arrow, points };
    const start = { x: from.x + from.width / 2, y: leaving[index] ?? from.y };
    const end = { x: to.x - to.width / 2, y: arriving[index] ?? to.y };
    const through = points.flatMap(({ x, y }) => {
      const layer = layers.get(round(x));
      return layer
        ? [
            { x: layer.left, y },
            { x: layer.right, y },
          ]
        : [];
    });
    const out = { x: layers.get(round(from.x))?.right ?? start.x, y: start.y };
    const into = { x: layers.get(round(to.x))?.left ?? end.x, y: end.y };
    return { arrow, points: withoutRepeats([start, out, ...through, into, end]) };
  });
}

function layersOf(nodes: readonly PlacedNode[]): Map<number, Layer> {
  const layers = new Map<number, Layer>();
  for (const { x, width } of nodes) {
    const known = layers.get(round(x));
    const [left, right] = [x - width / 2, x + width / 2];
    layers.set(round(x), { left: Math.min(left, known?.left ?? left), right: Math.max(right, known?.right ?? right) });
  }
  return layers;
}

/** For each arrow the height at which it meets its box: spread evenly, in the order of where the arrows come from. */
function portsOf(bends: readonly PlacedArrow[], boxes: ReadonlyMap<string, PlacedNode>, end: 'from' | 'to'): number[] {
  const other = end === 'from' ? 'to' : 'from';
  const heights = bends.map(
    ({ arrow, points }) => points.at(end === 'from' ? 0 : -1)?.y ?? boxes.get(arrow[other])?.y ?? 0,
  );
  return bends.map(({ arrow }, index) => {
    const box = boxes.get(arrow[end]);
    const alike = bends.flatMap((one, at) => (one.arrow[end] === arrow[end] ? [at] : []));
    alike.sort((one, two) => (heights[one] ?? 0) - (heights[two] ?? 0) || one - two);
    return box ? box.y + box.height * ((alike.indexOf(index) + 1) / (alike.length + 1) - 0.5) : 0;
  });
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter(({ x, y }, index) => x !== points[index - 1]?.x || y !== points[index - 1]?.y);
}

function round(pixels: number): number {
  return Math.round(pixels);
}
