// Twenty services in each of many environments: the life of all of them, how long it takes beside its bound, what it costs, and how that
// grows. AWS is in a process of its own: what is measured is what the program takes by itself.
import { rmSync } from 'node:fs';
import { spareMemory } from '../../dist/bench/program.js';
import { worldApart } from './apart.js';
import { CHANGE_SET, createLab, environments, idOf, QUIET } from './lab.js';
import { largest } from './memory.js';
import { changeOne, longestChain, TWENTY, writeProject } from './projects.js';
import { row, told } from './rows.js';

/** The first life is not counted: in it everything is loaded and compiled. `sizes` from the smallest: the memory of a process at its largest is that of the largest size so far. */
export async function* scale(sizes) {
  const costs = [];
  // As a process whose first command is for many: what V8 grants the small first life would hold for the next ones.
  await spareMemory(Math.max(...sizes));
  for await (const row of new Life(2).rows()) void row;
  for (const size of sizes.toSorted((a, b) => a - b)) {
    const life = new Life(size);
    yield* life.rows();
    costs.push({ size, seconds: life.seconds, cpu: life.cpu });
    if (costs.length > 1) yield growth(...costs.slice(-2));
  }
}

/** AssumeRole, for the caller's account: at once, and again in a second. */
const SESSIONS = 600;

class Life {
  seconds = {};
  #size;
  #lab = null;
  #throttled = 0;
  #last = null;

  constructor(size) {
    this.#size = size;
  }

  get cpu() {
    return Object.values(this.seconds).reduce((sum, one) => sum + one, 0);
  }

  async *rows() {
    const account = (index) => ({ id: idOf(index) });
    const folder = writeProject(TWENTY, this.#size, account);
    const names = environments(this.#size);
    this.#lab = await createLab(worldApart, { resourceMs: 10_000 });
    try {
      for (const [index, name] of names.entries()) await this.#lab.addAccount(idOf(index), name);
      yield await this.#step('planned', folder, ['plan', ...names, '--output', 'json', '--quiet']);
      yield await this.#step('deployed', folder, ['deploy', ...names, ...QUIET]);
      yield await this.#makespan();
      yield await this.#step('nothing to do', folder, ['deploy', ...names, ...QUIET]);
      changeOne(folder, 'e0', account(0), 's00');
      yield await this.#step('one changed', folder, ['deploy', ...names, ...QUIET]);
      yield await this.#step('destroyed', folder, ['destroy', ...names, ...QUIET]);
      yield* this.#costs(await this.#lab.cost());
    } finally {
      await this.#lab.end();
      rmSync(folder, { recursive: true });
    }
  }

  async #step(what, folder, argv) {
    const result = await this.#lab.run(folder, argv);
    this.seconds[what] = result.cpuSeconds;
    this.#throttled += result.throttled;
    this.#last = result;
    return told(`${this.#size} × 20: ${what}`, result);
  }

  /**
   * Accounts have rates of their own, none of which binds here: no environment is faster than its longest chain, and none waits for
   * another. The caller's account is the only one that all share: for sessions, STS lets so many through at once and in a second.
   */
  async #makespan() {
    const { seconds, byOperation } = this.#last;
    const stacks = await this.#lab.stackSeconds();
    const chains = environments(this.#size).map((name) =>
      longestChain(TWENTY, (service) => CHANGE_SET + stacks.get(`bench-${name}-${service}`)),
    );
    const sessions = Math.max(0, byOperation['sts:AssumeRole'] - SESSIONS) / SESSIONS;
    const bound = Math.max(...chains) + sessions;
    const note = `${seconds} s; the longest chain and ${sessions} s for sessions`;
    return row(`${this.#size} × 20: deployed`, seconds / bound, 'of the bound', 1.1, { note });
  }

  *#costs(world) {
    yield row(`${this.#size} × 20: refused for their rate`, this.#throttled, 'calls', 0);
    yield row(`${this.#size} × 20: memory at its largest`, largest(), 'MB', 400, {
      note: `the simulated AWS, in its own process: ${Math.round(world.largest)}, ${Math.round(world.held)} in use`,
    });
    const stacks = this.#size * 20;
    const others = (world.cpu.user + world.cpu.system) / 1_000 / stacks;
    yield row(`${this.#size} × 20: processor time`, (this.cpu / stacks) * 1_000, 'ms a stack', undefined, {
      note: `the simulated AWS: ${others.toFixed(1)}`,
    });
  }
}

/** 1: twice as many take twice as long. */
function growth(small, large) {
  const between = (one, other) => Math.log(other / one) / Math.log(large.size / small.size);
  const steps = Object.entries(large.seconds).map(
    ([what, seconds]) => `${what} ${between(small.seconds[what], seconds).toFixed(2)}`,
  );
  const what = `processor time from ${small.size} to ${large.size} environments`;
  return row(what, between(small.cpu, large.cpu), 'exponent', 1.1, { note: steps.join(', ') });
}
