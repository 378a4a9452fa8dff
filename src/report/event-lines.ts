import type { Clock } from '../model/clock.ts';
import type { Event } from '../model/run.ts';
import { clean } from './clean.ts';
import { cutTo, flowText, padTo, widthOf } from './layout.ts';
import { duration } from './outcomes.ts';
import type { Style } from './style.ts';

/** Events as lines of which the parts stand below each other: the first column grows with the longest name so far. */
export class EventLines {
  private readonly clock: Clock;
  private readonly style: Style;
  private readonly started = new Map<string, number>();
  private width = 16;

  constructor(clock: Clock, style: Style) {
    this.clock = clock;
    this.style = style;
  }

  /**
   * Has to be told every event, since it measures the time from the first one of each subject to its end. Empty for one that
   * waits; several lines where one is wider than a terminal of so many columns.
   */
  next(event: Event, columns = Number.POSITIVE_INFINITY): string {
    const { style } = this;
    const label = labelOf(event);
    this.width = Math.max(this.width, widthOf(label));
    if (event.phase === 'queued') return '';
    const since = this.started.get(label);
    if (since === undefined) this.started.set(label, this.clock.now());
    const took = isOver(event) && since !== undefined ? (this.clock.now() - since) / 1_000 : 0;
    if (isOver(event)) this.started.delete(label);
    const time = took >= 0.1 ? `  ${style.dim(duration(took))}` : '';
    const start = `${markOf(event, style)} ${style.strong(padTo(label, this.room(columns)))}  `;
    return flowText(start, `${oneLine(event.message)}${time}`, columns).join('\n');
  }

  /** What is still under way, in one line of the terminal. */
  open(event: Event, elapsed: number, columns: number): string {
    const { style } = this;
    const time = duration(Math.floor(elapsed / 1_000));
    const width = this.room(columns);
    const message = cutTo(oneLine(event.message), Math.max(columns - width - time.length - 7, 8));
    return `${style.accent('…')} ${style.strong(fitTo(labelOf(event), width))}  ${message}  ${style.dim(time)}`;
  }

  /** What waits for its turn, and for what. */
  queued(event: Event, after: readonly string[], columns: number): string {
    const { style } = this;
    const own = `${event.environment}/`;
    const names = after.map((need) => (need.startsWith(own) ? need.slice(own.length) : need));
    const text = names.length > 0 ? `after ${names.join(', ')}` : 'next';
    const width = this.room(columns);
    const room = Math.max(columns - width - 5, 8);
    return style.dim(`· ${fitTo(labelOf(event), width)}  ${cutTo(text, room)}`.trimEnd());
  }

  /** Of the first column: one long name leaves half of a narrow terminal to the messages. */
  private room(columns: number): number {
    return Math.min(this.width, Math.max(16, Math.floor(columns / 2)));
  }
}

function fitTo(text: string, width: number): string {
  return padTo(cutTo(text, width), width);
}

/** Nothing more is to come of this subject. */
export function isOver({ phase }: Event): boolean {
  return phase === 'done' || phase === 'failed' || phase === 'skipped';
}

function markOf({ phase }: Event, style: Style): string {
  if (phase === 'done') return style.good('✓');
  if (phase === 'failed') return style.bad('✗');
  if (phase === 'skipped') return style.warn('-');
  return phase === 'waiting' ? style.warn('…') : style.dim('·');
}

/** What an event is about, unique in a run: `staging/notes`. */
export function labelOf({ environment, subject }: Event): string {
  return clean(`${environment}/${subject}`);
}

function oneLine(message: string): string {
  return clean(message).replaceAll(/\s*\n\s*/g, ' ');
}

/** A status of a stack that `creating` and `created` have said, or will say. */
export function isExpected({ phase, message }: Event): boolean {
  return (
    phase === 'progress' &&
    /^stack (CREATE|UPDATE|DELETE)_(IN_PROGRESS|COMPLETE|COMPLETE_CLEANUP_IN_PROGRESS)$/.test(message)
  );
}
