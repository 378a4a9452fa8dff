import { markup, type Markup } from '../markup.ts';
import { duration } from '../outcomes.ts';
import type { Drawing } from '../svg.ts';
import { fitText, textWidth } from '../text-width.ts';
import { ticksOf } from './ticks.ts';
import type { Timeline, TimelineRow } from './timeline.ts';

const SIZE = 13;
const ROW = 34;
const BAR = 18;
const MARGIN = 20;
/** From the top to the first row: the marks of the axis stand there. */
const HEAD = 40;
const CHART = 620;
/** The longest name that a service may have, 32 characters, is not cut. */
const LABELS_AT_MOST = 300;
const GAP = 10;

interface Scale {
  /** Where the axis begins, in pixels from the left. */
  readonly left: number;
  readonly pixelsPerSecond: number;
}

/** A deployment as a Gantt chart, its critical path in a stronger colour and joined by lines. `id` is unique in its page. */
export function ganttDrawing(timeline: Timeline, id: string): Drawing {
  const { rows, total, environment } = timeline;
  const labels = rows.map((row) => fitText(row.label, SIZE, LABELS_AT_MOST));
  const left = MARGIN + Math.max(...labels.map((label) => textWidth(label, SIZE))) + 2 * GAP;
  const scale = { left, pixelsPerSecond: CHART / Math.max(total, 0.1) };
  const remarks = Math.max(...rows.map((row) => textWidth(remarkOf(row), SIZE)));
  const height = HEAD + rows.length * ROW + MARGIN;
  const content = markup`
${axisMarkup(total, scale, height)}${linksMarkup(timeline, scale)}${rows.map((row, index) => rowMarkup(row, labels[index] ?? row.label, index, scale))}`;
  return {
    id,
    title: `Timeline of the last deployment of ${environment}`,
    description: describe(timeline),
    width: Math.ceil(left + CHART + GAP + remarks + MARGIN),
    height,
    content,
  };
}

function axisMarkup(total: number, scale: Scale, height: number): Markup {
  const ticks = ticksOf(total);
  return markup`${ticks.map((seconds) => {
    const x = round(scale.left + seconds * scale.pixelsPerSecond);
    return markup`<line class="e-grid" x1="${x}" x2="${x}" y1="${HEAD - 8}" y2="${height - MARGIN / 2}"/><text class="e-soft" x="${x}" y="${HEAD - 16}" font-size="${SIZE - 1}" text-anchor="middle">${tickText(seconds)}</text>
`;
  })}`;
}

function rowMarkup(row: TimelineRow, label: string, index: number, scale: Scale): Markup {
  const middle = middleOf(index);
  const baseline = middle + SIZE / 3;
  const { start, end } = row.turn ?? { start: 0, end: 0 };
  const x = round(scale.left + start * scale.pixelsPerSecond);
  const width = round(Math.max(3, (end - start) * scale.pixelsPerSecond));
  const bar = row.turn
    ? markup`<rect class="${classOf(row)}" x="${x}" y="${middle - BAR / 2}" width="${width}" height="${BAR}" rx="4"/>`
    : null;
  const remarkAt = row.turn ? x + width + GAP : scale.left;
  return markup`<g><text class="${row.critical ? 'e-ink e-strong' : 'e-ink'}" x="${scale.left - GAP}" y="${round(baseline)}" font-size="${SIZE}" text-anchor="end">${label}</text>${bar}<text class="e-soft e-halo" x="${round(remarkAt)}" y="${round(baseline)}" font-size="${SIZE}">${remarkOf(row)}</text></g>
`;
}

/** Lines from the end of each bar of the critical path to the beginning of the next one. */
function linksMarkup({ rows, criticalPath }: Timeline, { left, pixelsPerSecond }: Scale): Markup {
  const steps = criticalPath.slice(1).map((key, index) => {
    const from = rows.findIndex((row) => row.key === criticalPath[index]);
    const to = rows.findIndex((row) => row.key === key);
    const [before, after] = [rows[from]?.turn, rows[to]?.turn];
    if (!before || !after) return null;
    const leave = round(left + before.end * pixelsPerSecond - 2);
    const arrive = round(left + after.start * pixelsPerSecond + 1);
    return markup`<path class="e-link" d="M${leave} ${middleOf(from)}V${middleOf(to)}H${arrive}"/>
`;
  });
  return markup`${steps}`;
}

/** `1 min` rather than `1 min 0 s`. */
function tickText(seconds: number): string {
  return duration(seconds).replace(/(?<= (?:min|h)) 0 (?:s|min)$/, '');
}

function middleOf(index: number): number {
  return HEAD + index * ROW + ROW / 2;
}

function classOf({ outcome, critical }: TimelineRow): string {
  if (outcome === 'failed') return 'e-failed';
  return critical ? 'e-critical' : 'e-bar';
}

function remarkOf({ outcome, turn }: TimelineRow): string {
  if (!turn || outcome === 'unchanged') return outcome;
  const took = duration(turn.end - turn.start);
  return outcome === 'failed' ? `${took}, failed` : took;
}

function describe({ rows, total, criticalPath }: Timeline): string {
  const labels = new Map(rows.map(({ key, label }) => [key, label]));
  const turns = rows.map((row) => {
    const when = row.turn
      ? `began after ${duration(row.turn.start)} and took ${duration(row.turn.end - row.turn.start)}`
      : 'had no turn';
    return `${row.label} (${row.outcome}) ${when}.`;
  });
  const path = criticalPath.map((key) => labels.get(key) ?? key).join(', then ');
  return `It took ${duration(total)}. The critical path: ${path}. ${turns.join(' ')}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
