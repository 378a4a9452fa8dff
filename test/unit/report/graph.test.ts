import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphFile } from '../../../src/report/graph/file.ts';
import { layOut, type PlacedGraph, type PlacedNode } from '../../../src/report/graph/layout.ts';
import { describePicture } from '../../../src/report/graph/picture.ts';
import { acyclic } from '../../support/graphs.ts';
import { picture } from '../../support/picture.ts';

const SIZE = { width: 120, height: 42 };

function overlap(one: PlacedNode, other: PlacedNode): boolean {
  return (
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2
  );
}

/** True when a point of an arrow lies inside a box. */
function crosses({ nodes, arrows }: PlacedGraph): boolean {
  return arrows.some(({ points }) =>
    points.some(({ x, y }) =>
      nodes.some((box) => Math.abs(box.x - x) < box.width / 2 - 1 && Math.abs(box.y - y) < box.height / 2 - 1),
    ),
  );
}

describe('the layout of a graph', () => {
  it('has no box on another, none left of what it waits for, and no arrow through a box', () => {
    fc.assert(
      fc.property(acyclic, (edges) => {
        const drawn = picture(edges);
        const placed = layOut(drawn, () => SIZE);
        const at = new Map(placed.nodes.map((one) => [one.node.key, one]));
        for (const [index, one] of placed.nodes.entries())
          expect(placed.nodes.slice(index + 1).some((other) => overlap(one, other))).toBe(false);
        for (const { from, to } of drawn.arrows) expect(at.get(from)!.x).toBeLessThan(at.get(to)!.x);
        expect(crosses(placed)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same every time', () => {
    const drawn = picture({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['a', 'd'] });
    expect(graphFile(drawn, 'svg')).toBe(graphFile(drawn, 'svg'));
  });

  it('is empty for an environment without services', () => {
    expect(graphFile(picture({}), 'svg')).toContain('</svg>');
  });
});

const HOSTILE = picture(
  {},
  {
    title: 'notes/"x" <script>',
    nodes: [
      { key: 'a"\\', name: '<b>&"a"', notes: ['from `x` #1'], lent: true },
      { key: 'b', name: 'b', notes: [], lent: false },
    ],
    arrows: [{ from: 'a"\\', to: 'b', reasons: ['imports </title><script>', 'second'], orderOnly: true }],
  },
);

describe('the pictures', () => {
  it('as SVG stand alone and cannot be broken out of', () => {
    const svg = graphFile(HOSTILE, 'svg');
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('&lt;b&gt;&amp;&quot;a&quot;');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/(href|src)=|url\((?!#)/);
  });

  it('as SVG say what they show', () => {
    const svg = graphFile(picture({ database: [], notes: ['database'] }), 'svg');
    expect(svg).toContain('role="img" aria-labelledby="graph-title graph-description"');
    expect(svg).toContain('database waits for nothing. notes waits for database.');
  });

  it('as Mermaid have neither quotes nor markup in their labels', () => {
    expect(graphFile(HOSTILE, 'mermaid')).toBe(
      [
        '---',
        'title: "notes/\\"x\\" <script>"',
        '---',
        'flowchart LR',
        '  s1(["#60;b#62;#38;#34;a#34;<br>from #96;x#96; #35;1"])',
        '  s2["b"]',
        '  s1 -.-> s2',
        '  classDef lent stroke-dasharray: 4 3',
        '  class s1 lent',
        '',
      ].join('\n'),
    );
  });

  it('as dot quote what Graphviz would read', () => {
    const dot = graphFile(HOSTILE, 'dot');
    expect(dot).toContain('"a\\"\\\\" [label="<b>&\\"a\\"\\nfrom `x` #1", style="rounded,dashed"];');
    expect(dot).toContain('"a\\"\\\\" -> "b" [tooltip="imports </title><script>\\nsecond", style=dashed];');
  });

  it('are told in sentences', () => {
    expect(describePicture(HOSTILE)).toBe('<b>&"a" (from `x` #1) waits for nothing. b waits for <b>&"a".');
  });
});
