import PQueue from 'p-queue';

/** Room for so much work at a time, and whether anything new may start: shared by everything that a run does side by side. */
export class Slots {
  private readonly queue: PQueue;
  private open = true;

  constructor(concurrency: number) {
    this.queue = new PQueue({ concurrency });
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Lets nothing new start. */
  close(): void {
    this.open = false;
  }

  /** Does the work as soon as there is room for it, in the order in which it was asked for. */
  take<T>(work: () => Promise<T>): Promise<T> {
    return this.queue.add(work);
  }
}
