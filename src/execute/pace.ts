/** What is waited for. Durations of one kind say nothing of another. */
export type Kind = 'change set' | 'create' | 'update' | 'delete';

/** Waits that were alike so far may be expected to go on so; a spread beyond this says that they are not alike. */
const ALIKE = 1.3;
/** So many have to be alike before a stack is expected to be; change sets hardly differ. */
const ENOUGH: Readonly<Record<Kind, number>> = { 'change set': 1, create: 2, update: 2, delete: 2 };
/** Never is nothing looked at for longer than this because of an expectation, ms. */
const BLIND_MS = 10_000;

/** Between two looks: a second, so that the end is noticed half a second late on average; 4 % of what has gone by for what takes
 * longer, so that it is noticed 2 % late on average; never more than half a minute. In ms. */
const PAUSE = { shortest: 1_000, longest: 30_000, share: 0.04 };

interface Seen {
  readonly shortest: number;
  readonly longest: number;
  readonly count: number;
}

/**
 * How long things took in this run. The first of a kind is looked at every second; where all took about as long, later ones
 * are first looked at when they should be over. Without it a chain of five stacks of ten seconds costs fifty looks.
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
    const seen = this.seen.get(kind);
    if (!seen || seen.count < ENOUGH[kind] || seen.longest > seen.shortest * ALIKE) return null;
    return Math.min(seen.shortest, BLIND_MS);
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

  /** Milliseconds from now to the next look at something that has been under way for `elapsed` ms. */
  pause(kind: Kind | null, elapsed: number): number {
    const usual = Math.min(PAUSE.longest, Math.max(PAUSE.shortest, elapsed * PAUSE.share));
    const expected = kind === null ? null : this.expected(kind);
    return expected !== null && elapsed < expected ? expected - elapsed : usual;
  }
}
