import type { SimulatorHandler } from '../../src/simulator/handler.ts';

/** A request that waits for its turn, with the process that it is of. */
interface Waiting {
  readonly process: string;
  go(): void;
}

/** Turns of the event loop in which nothing new arrives: by then every process has sent what it can. */
const IDLE_TURNS = 3;

/**
 * Decides between processes whose request reaches AWS next, one at a time. `keep` is how likely the same process goes on, from 0,
 * which makes them take turns, to 1: races that need one of them to be far ahead are as likely as those that need both abreast.
 */
export class Turns {
  /** Who had a turn, in order: `AABAB`. */
  taken = '';
  private readonly random: () => number;
  private readonly keep: number;
  private waiting: Waiting[] = [];
  private deciding = false;

  constructor(random: () => number, keep: number) {
    this.random = random;
    this.keep = keep;
  }

  /** Puts itself between the SDK and the simulator for one process. */
  of(process: string): (inner: SimulatorHandler) => SimulatorHandler {
    return (inner) => ({
      ...inner,
      handle: async (request, options) => {
        await this.turn(process);
        return inner.handle(request, options);
      },
    });
  }

  private turn(process: string): Promise<void> {
    return new Promise((go) => {
      this.waiting.push({ process, go });
      if (!this.deciding) void this.decide();
    });
  }

  private async decide(): Promise<void> {
    this.deciding = true;
    while (this.waiting.length > 0) {
      for (let turn = 0; turn < IDLE_TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const next = this.choose();
      this.waiting = this.waiting.filter((one) => one !== next);
      this.taken += next?.process ?? '';
      next?.go();
    }
    this.deciding = false;
  }

  private choose(): Waiting | undefined {
    const last = this.taken.at(-1);
    const same = this.waiting.filter(({ process }) => process === last);
    const others = this.waiting.filter(({ process }) => process !== last);
    const goesOn = others.length === 0 || (same.length > 0 && this.random() < this.keep);
    const among = goesOn ? same : others;
    return among[Math.floor(this.random() * among.length)];
  }
}
