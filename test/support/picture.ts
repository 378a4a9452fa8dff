import type { GraphPicture } from '../../src/report/graph/picture.ts';
import type { Edges } from './graphs.ts';

/** A picture of services by what each waits for. */
export function picture(edges: Edges, more: Partial<GraphPicture> = {}): GraphPicture {
  return {
    environment: 'staging',
    title: 'notes/staging in eu-west-1',
    nodes: Object.keys(edges).map((name) => ({ key: name, name, notes: [], lent: false })),
    arrows: Object.entries(edges).flatMap(([to, needs]) =>
      needs
        .filter((need) => need in edges)
        .map((from) => ({ from, to, reasons: [`imports ${from}`], orderOnly: false })),
    ),
    ...more,
  };
}
