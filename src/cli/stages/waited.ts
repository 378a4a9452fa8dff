import type { Clock } from '../../model/clock.ts';

/** Measures how long something waited for a person: what waits at the same time counts once. */
export class Waited {
  private readonly clock: Clock;
  private open = 0;
  private since = 0;
  private before = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  async during<T>(answer: Promise<T>): Promise<T> {
    if (this.open === 0) this.since = this.clock.now();
    this.open += 1;
    try {
      return await answer;
    } finally {
      this.open -= 1;
      if (this.open === 0) this.before += this.clock.now() - this.since;
    }
  }

  /** In all; ask when nothing waits any more. */
  seconds(): number {
    return this.before / 1_000;
  }
}
