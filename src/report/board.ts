import type { Clock } from '../model/clock.ts';
import type { Event, Turn } from '../model/run.ts';
import { isExpected, isOver, labelOf, type EventLines } from './event-lines.ts';
import { cutTo } from './layout.ts';
import { duration } from './outcomes.ts';
import type { Style } from './style.ts';

interface Open {
  readonly event: Event;
  readonly since: number;
}

/** What a service counts as of which nobody knows how long it takes, seconds: only to compare chains. */
const GUESS = 30;

/**
 * Everything that is under way or waits for its turn, as lines of a terminal: what is in work, what waits for what, and
 * below them how far the run has come and which chain of services its end waits for.
 */
export class Board {
  private readonly clock: Clock;
  private readonly lines: EventLines;
  private readonly style: Style;
  private readonly open = new Map<string, Open>();
  private readonly queued = new Map<string, Event>();
  private readonly turns = new Map<string, Turn>();
  private readonly over = new Set<string>();
  private began = 0;

  constructor(clock: Clock, lines: EventLines, style: Style) {
    this.clock = clock;
    this.lines = lines;
    this.style = style;
  }

  /** True when the event leaves a line behind: something is over, or worth a note. */
  tell(event: Event): boolean {
    const label = labelOf(event);
    const since = this.open.get(label)?.since ?? this.clock.now();
    if (event.phase === 'queued') {
      if (this.turns.size === 0) this.began = this.clock.now();
      this.turns.set(label, event.turn ?? { after: [], expected: null });
      this.queued.set(label, event);
      return false;
    }
    this.queued.delete(label);
    if (isOver(event)) {
      this.open.delete(label);
      this.over.add(label);
      return true;
    }
    const isOpen = this.open.has(label);
    if (isOpen && isExpected(event)) return false;
    if (opens(event, isOpen)) this.open.set(label, { event, since });
    return !this.open.has(label) || event.phase === 'note';
  }

  /** At most as high as the terminal, each line at most as wide. */
  shown(columns: number, rows: number): string[] {
    const now = this.clock.now();
    const working = [...this.open.values()].map(({ event, since }) => this.lines.open(event, now - since, columns));
    const waiting = [...this.queued].map(([label, event]) => this.lines.queued(event, this.openNeeds(label), columns));
    const footer = this.footer(columns);
    const all = [...working, ...waiting];
    const room = Math.max(1, rows - footer.length - 2);
    if (all.length <= room) return [...all, ...footer];
    const hidden = this.style.dim(cutTo(`  and ${all.length - room + 1} more`, columns));
    return [...all.slice(0, room - 1), hidden, ...footer];
  }

  private openNeeds(label: string): string[] {
    return (this.turns.get(label)?.after ?? []).filter((need) => this.turns.has(need) && !this.over.has(need));
  }

  /** Nothing for a run without an order of services. */
  private footer(columns: number): string[] {
    if (this.turns.size < 2) return [];
    const done = [...this.turns.keys()].filter((label) => this.over.has(label)).length;
    if (done === this.turns.size) return [];
    const elapsed = duration(Math.floor((this.clock.now() - this.began) / 1_000));
    const head = `${done} of ${this.turns.size} done, ${elapsed}`;
    const { path, left } = this.longestLeft();
    const time = left === null ? '' : `, about ${duration(Math.ceil(left))} left`;
    const text = path.length > 0 ? `${head}${time} · critical path ${path.join(' → ')}` : head;
    return [this.style.dim(cutTo(`  ${text}`, columns))];
  }

  /** The chain of services that will take longest from now on. `left`: null when an estimate is missing in it. */
  private longestLeft(): { path: string[]; left: number | null } {
    const ends = new Map<string, { path: string[]; seconds: number; isKnown: boolean }>();
    const endOf = (label: string): { path: string[]; seconds: number; isKnown: boolean } => {
      const known = ends.get(label);
      if (known) return known;
      const start = this.openNeeds(label)
        .map(endOf)
        .reduce((one, other) => (other.seconds > one.seconds ? other : one), NO_CHAIN);
      const rest = this.restOf(label);
      const end = {
        path: [...start.path, label],
        seconds: start.seconds + (rest ?? GUESS),
        isKnown: start.isKnown && rest !== null,
      };
      ends.set(label, end);
      return end;
    };
    const longest = [...this.turns.keys()]
      .filter((label) => !this.over.has(label))
      .map(endOf)
      .reduce((one, other) => (other.seconds > one.seconds ? other : one), NO_CHAIN);
    return { path: longest.path, left: longest.isKnown && longest.seconds > 0 ? longest.seconds : null };
  }

  private restOf(label: string): number | null {
    const expected = this.turns.get(label)?.expected ?? null;
    const since = this.open.get(label)?.since;
    const elapsed = since === undefined ? 0 : (this.clock.now() - since) / 1_000;
    return expected === null ? null : Math.max(1, expected - elapsed);
  }
}

const NO_CHAIN: { path: string[]; seconds: number; isKnown: boolean } = { path: [], seconds: 0, isKnown: true };

/** What nobody said would end, such as a line that a build prints, is said once; it would otherwise stand there for ever. */
function opens({ phase }: Event, isOpen: boolean): boolean {
  return phase === 'started' || phase === 'waiting' || (phase === 'progress' && isOpen);
}
