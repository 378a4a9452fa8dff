import { createLogUpdate } from 'log-update';
import type { Output } from '../host.ts';
import type { Clock } from '../model/clock.ts';
import type { Event } from '../model/run.ts';
import { clean } from './clean.ts';
import { cutTo, padTo, widthOf } from './layout.ts';
import { duration } from './outcomes.ts';
import type { Style } from './style.ts';

/** Shows what happens while it happens, on stderr. */
export interface Progress {
  readonly emit: (event: Event) => void;
  /** Takes the live part away for as long as a question stands there. */
  hide(): void;
  /** Takes the live part away and sets what was shown apart from what follows; nothing is shown after that. */
  close(): void;
}

export const silent: Progress = { emit: () => undefined, hide: () => undefined, close: () => undefined };

/** One line an event, with the time: for logs and CI. */
export function lineProgress(output: Output, clock: Clock, style: Style): Progress {
  const told = new Map<string, { text: string; at: number }>();
  const lines = new EventLines(clock, style);
  return {
    emit: (event) => {
      const label = labelOf(event);
      const before = told.get(label);
      const isStale = before?.text === event.message && clock.now() - before.at < AGAIN_MS;
      const line = lines.next(event);
      if (isStale || isExpected(event)) return;
      told.set(label, { text: event.message, at: clock.now() });
      output.write(`${style.dim(timeOf(clock.now()))} ${line}\n`);
    },
    hide: () => undefined,
    close: () => {
      if (told.size > 0) output.write('\n');
      told.clear();
    },
  };
}

/** What is still waited for is said again after so long, so that nobody takes silence for an end. */
const AGAIN_MS = 60_000;

/** A status of a stack that `creating` and `created` have said, or will say. */
function isExpected({ phase, message }: Event): boolean {
  return (
    phase === 'progress' &&
    /^stack (CREATE|UPDATE|DELETE)_(IN_PROGRESS|COMPLETE|COMPLETE_CLEANUP_IN_PROGRESS)$/.test(message)
  );
}

/** What is under way stays at the bottom and is drawn anew; what is over scrolls up as lines. */
export function liveProgress(stream: NodeJS.WriteStream, clock: Clock, style: Style): Progress {
  const screen = createLogUpdate(stream);
  const open = new Map<string, { event: Event; since: number }>();
  const lines = new EventLines(clock, style);
  let hasShown = false;
  let isDrawn = false;
  const hide = (): void => {
    if (isDrawn) screen.clear();
    isDrawn = false;
  };
  const draw = (): void => {
    if (open.size === 0) return hide();
    const shown = [...open.values()].map(({ event, since }) =>
      lines.open(event, clock.now() - since, stream.columns || 80),
    );
    screen(shown.join('\n'));
    isDrawn = true;
  };
  const timer = setInterval(draw, 200);
  timer.unref();
  return {
    emit: (event) => {
      const line = lines.next(event);
      const label = labelOf(event);
      const since = open.get(label)?.since ?? clock.now();
      if (isOver(event)) open.delete(label);
      else if (opens(event, open.has(label))) open.set(label, { event, since });
      if (!open.has(label) || event.phase === 'note') {
        hide();
        stream.write(`${line}\n`);
        hasShown = true;
      }
      draw();
    },
    hide,
    close: () => {
      clearInterval(timer);
      hide();
      screen.done();
      if (hasShown) stream.write('\n');
      hasShown = false;
    },
  };
}

/** What nobody said would end, such as a line that a build prints, is said once; it would otherwise stand there for ever. */
function opens({ phase }: Event, isOpen: boolean): boolean {
  return phase === 'started' || phase === 'waiting' || (phase === 'progress' && isOpen);
}

/** Events as lines of which the parts stand below each other: the first column grows with the longest name so far. */
class EventLines {
  private readonly clock: Clock;
  private readonly style: Style;
  private readonly started = new Map<string, number>();
  private width = 16;

  constructor(clock: Clock, style: Style) {
    this.clock = clock;
    this.style = style;
  }

  /** Has to be told every event, since it measures the time from the first one of each subject to its end. */
  next(event: Event): string {
    const { style } = this;
    const label = labelOf(event);
    const since = this.started.get(label);
    if (since === undefined) this.started.set(label, this.clock.now());
    const took = isOver(event) && since !== undefined ? (this.clock.now() - since) / 1_000 : 0;
    if (isOver(event)) this.started.delete(label);
    this.width = Math.max(this.width, widthOf(label));
    const time = took >= 0.1 ? `  ${style.dim(duration(took))}` : '';
    return `${markOf(event, style)} ${style.strong(padTo(label, this.width))}  ${oneLine(event.message)}${time}`;
  }

  /** What is still under way, in one line of the terminal. */
  open(event: Event, elapsed: number, columns: number): string {
    const { style } = this;
    const time = duration(Math.floor(elapsed / 1_000));
    const room = columns - this.width - time.length - 7;
    const message = cutTo(oneLine(event.message), Math.max(room, 8));
    return `${style.accent('…')} ${style.strong(padTo(labelOf(event), this.width))}  ${message}  ${style.dim(time)}`;
  }
}

function isOver({ phase }: Event): boolean {
  return phase === 'done' || phase === 'failed' || phase === 'skipped';
}

function markOf({ phase }: Event, style: Style): string {
  if (phase === 'done') return style.good('✓');
  if (phase === 'failed') return style.bad('✗');
  if (phase === 'skipped') return style.warn('-');
  return phase === 'waiting' ? style.warn('…') : style.dim('·');
}

function labelOf({ environment, subject }: Event): string {
  return clean(`${environment}/${subject}`);
}

function oneLine(message: string): string {
  return clean(message).replaceAll(/\s*\n\s*/g, ' ');
}

function timeOf(now: number): string {
  return new Date(now).toISOString().slice(11, 19);
}
