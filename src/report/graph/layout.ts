import { Graph, layout } from '@dagrejs/dagre';
import type { GraphArrow, GraphNode, GraphPicture } from './picture.ts';
import { routeArrows } from './route.ts';

/** Sizes in pixels of what is laid out. */
export interface BoxSize {
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends BoxSize {
  readonly node: GraphNode;
  /** Of the middle of the box. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedArrow {
  readonly arrow: GraphArrow;
  /** From the right edge of one box to the left edge of the other. */
  readonly points: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedGraph extends BoxSize {
  readonly nodes: readonly PlacedNode[];
  readonly arrows: readonly PlacedArrow[];
}

/**
 * Places boxes in layers from left to right, each right of all that it waits for, so that no box lies on another or on an
 * arrow. The same picture is always laid out the same.
 */
export function layOut({ nodes, arrows }: GraphPicture, sizeOf: (node: GraphNode) => BoxSize): PlacedGraph {
  const graph = new Graph({ directed: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, edgesep: 18, ranksep: 72 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.key, { ...sizeOf(node) });
  for (const { from, to } of arrows) graph.setEdge(from, to);
  layout(graph);
  const placed = nodes.map((node) => ({ node, ...sizeOf(node), ...pointOf(graph.node(node.key)) }));
  const bends = arrows.map((arrow) => ({ arrow, points: pointsOf(graph.edge(arrow.from, arrow.to)).slice(1, -1) }));
  const routed = routeArrows(placed, bends);
  const lows = [
    ...placed.map(({ y, height }) => y + height / 2),
    ...routed.flatMap(({ points }) => points.map(({ y }) => y)),
  ];
  return {
    nodes: placed,
    arrows: routed,
    width: Math.max(0, ...placed.map(({ x, width }) => x + width / 2)),
    height: Math.max(0, ...lows),
  };
}

function pointsOf(label: unknown): Point[] {
  const points = typeof label === 'object' && label !== null && 'points' in label ? label.points : [];
  return Array.isArray(points) ? points.map(pointOf) : [];
}

function pointOf(value: unknown): Point {
  if (typeof value !== 'object' || value === null || !('x' in value && 'y' in value)) return { x: 0, y: 0 };
  return { x: Number(value.x), y: Number(value.y) };
}
