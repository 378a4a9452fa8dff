import { pauseAfter } from './pause.ts';

/** What is waited for. Durations of one kind say nothing of another. */
export type Kind = 'change set' | 'create' | 'update' | 'delete';

/** Waits that were alike so far may be expected to go on so; a spread beyond this says that they are not alike. */
const ALIKE = 1.3;
/** So many have to be alike before a stack is expected to be; change sets hardly differ. */
const ENOUGH: Readonly<Record<Kind, number>> = { 'change set': 1, create: 2, update: 2, delete: 2 };
/** Never is nothing looked at for longer than this because of an expectation, ms. */
const BLIND_MS = 10_000;

interface Seen {
  readonly shortest: number;
  readonly longest: number;
  readonly count: number;
}

/**
 * How long things took in this run. The first of a kind is looked at every second; where all took about as long, later ones
 * are first looked at when they should be over, and less often while their end is far. Without it a chain of five stacks of ten
 * seconds costs fifty looks.
 */
export class Pace {
  private readonly seen = new Map<Kind, Seen>();
  private scout: Promise<unknown> | null = null;

  /** One has ended well after `ms`. */
  learn(kind: Kind, ms: number): void {
    const { shortest, longest, count } = this.seen.get(kind) ?? { shortest: ms, longest: ms, count: 0 };
    this.seen.set(kind, { shortest: Math.min(shortest, ms), longest: Math.max(longest, ms), count: count + 1 });
  }

  /** Milliseconds after which it is worth looking at one; null when nothing is known, or too different things. */
  expected(kind: Kind): number | null {
    const alike = this.alike(kind);
    return alike === null ? null : Math.min(alike, BLIND_MS);
  }

  /** Ms that the fastest took; null while too few have ended, or they are not alike. */
  private alike(kind: Kind): number | null {
    const seen = this.seen.get(kind);
    if (!seen || seen.count < ENOUGH[kind] || seen.longest > seen.shortest * ALIKE) return null;
    return seen.shortest;
  }

  /**
   * The first change set of a run is looked at for all: what else is being made meanwhile waits for `work`, the wait of the
   * first, instead of looking, too. Answers what `work` did to the first, null to the others.
   */
  async first<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.scout !== null) {
      await this.scout.catch(() => undefined);
      return null;
    }
    const scout = work();
    this.scout = scout;
    try {
      return await scout;
    } finally {
      this.scout = null;
    }
  }

  /**
   * Milliseconds from the last look to the next one at something that had been under way for `elapsed` ms then. `given`: ms
   * that it should take, as far as is known of it alone; null when nothing is.
   */
  pause(kind: Kind | null, elapsed: number, given: number | null = null): number {
    const alike = kind === null ? null : this.alike(kind);
    const first = Math.min(alike ?? 0, BLIND_MS);
    return elapsed < first ? first - elapsed : pauseAfter(elapsed, Math.max(alike ?? 0, given ?? 0));
  }
}
