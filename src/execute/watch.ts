import type { CloudFormationGateway, Stack } from '../aws/types/cloudformation.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Clock } from '../model/clock.ts';
import { ResourcesInWork } from './in-work.ts';
import type { Kind, Pace } from './pace.ts';

/** Stacks on one page of DescribeStacks, about: a sweep of more pages than stacks are waited for is the dearer way to look. */
const PAGE = 100;
/** For so long after an operation was started a look may still show the stack as it was before, ms. */
const LATE = 15_000;
/** How far AWS's clock and this machine's may lie apart, ms. */
const CLOCKS = 2_000;
/** Stacks whose resources are followed at a time: more lines than that nobody reads. */
const FOLLOWED = 10;
/** Looks that may be lost in a row before the watch gives up. */
const LOST_LOOKS = 10;

/** An operation that was just started. */
export interface Started {
  readonly kind: Kind;
  /** Ms that it should take at least; null when nothing is known of it. */
  readonly expected: number | null;
}

interface Watched {
  readonly stackId: string;
  /** Null for what was under way already, and once it goes back: nothing is known of that. */
  started: Started | null;
  /** When it began, and when it was last looked at, ms since 1970. */
  readonly since: number;
  looked: number;
  /** Null once a look has shown something else, or it is too late for one that came too early. */
  before: string | null;
  readonly onStatus: (status: string) => void;
  readonly work: { readonly resources: ResourcesInWork; readonly tell: (text: string) => void } | null;
  readonly resolve: (stack: Stack) => void;
  readonly reject: (error: unknown) => void;
  shown: string | null;
}

export interface WatchOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pace: Pace;
}

/**
 * Waits for all stacks in flight in one account and region with one loop: one request a look, whether one stack is under
 * way or fifty. A look that is throttled or lost is not a failure of the deployment.
 */
export class StackWatcher {
  private readonly gateway: CloudFormationGateway;
  private readonly clock: Clock;
  private readonly signal: AbortSignal;
  private readonly watched = new Set<Watched>();
  private running = false;
  private nap = new AbortController();
  private readonly pace: Pace;
  private lost = 0;
  /** Pages of the last sweep. */
  private pages = 1;

  constructor(gateway: CloudFormationGateway, { clock, signal, pace }: WatchOptions) {
    this.gateway = gateway;
    this.clock = clock;
    this.signal = signal;
    this.pace = pace;
  }

  /**
   * Resolves once the stack is no longer in progress. `before` is the stack as it was before an operation was started:
   * a look that still shows exactly that came too early and does not count. `onWork`, when somebody watches, is told the
   * resources in work. `started`: null for what was under way already.
   */
  settled(
    stackId: string,
    before: Stack | null,
    onStatus: (status: string) => void,
    onWork: ((text: string) => void) | null = null,
    started: Started | null = null,
  ): Promise<Stack> {
    return new Promise((resolve, reject) => {
      const since = this.clock.now();
      const work = onWork && { resources: new ResourcesInWork(this.gateway, stackId, since - CLOCKS), tell: onWork };
      const first = { looked: since, before: before && imprint(before), shown: null };
      this.watched.add({ stackId, started, since, ...first, onStatus, work, resolve, reject });
      if (this.running) this.nap.abort();
      else void this.loop();
    });
  }

  private async loop(): Promise<void> {
    this.running = true;
    try {
      while (this.watched.size > 0) {
        if (await this.rests()) await this.look();
      }
    } catch (error) {
      for (const watched of this.watched) watched.reject(error);
      this.watched.clear();
    } finally {
      this.running = false;
    }
  }

  /** False when a stack came that has just been started: the pause was meant for those that have been under way for long. */
  private async rests(): Promise<boolean> {
    this.nap = new AbortController();
    try {
      await this.clock.sleep(this.pause(), AbortSignal.any([this.signal, this.nap.signal]));
      return true;
    } catch (error) {
      if (this.signal.aborted || !this.nap.signal.aborted) throw error;
      return false;
    }
  }

  private pause(): number {
    const now = this.clock.now();
    const dues = [...this.watched].map(
      ({ started, since, looked }) =>
        looked + this.pace.pause(started?.kind ?? null, looked - since, started?.expected) - now,
    );
    return Math.max(0, Math.min(...dues));
  }

  private async look(): Promise<void> {
    // One that is added while the look is under way was not asked for, and is not judged by it.
    const asked = [...this.watched];
    for (const watched of asked) watched.looked = this.clock.now();
    try {
      const stacks = await this.read(asked.map(({ stackId }) => stackId));
      this.lost = 0;
      for (const watched of asked) this.judge(watched, stacks.get(watched.stackId) ?? null);
      for (const watched of [...this.watched].slice(0, FOLLOWED)) void this.follow(watched);
    } catch (error) {
      this.lost += 1;
      const hopeless = error instanceof EnvctlError && ['AccessDenied', 'CredentialsMissing'].includes(error.code);
      if (hopeless || this.lost >= LOST_LOOKS || this.signal.aborted) throw error;
    }
  }

  /** Beside the looks, not among them: nobody waits for what is only shown. */
  private async follow(watched: Watched): Promise<void> {
    const text = await watched.work?.resources.look(this.clock.now());
    if (text && this.watched.has(watched)) watched.work?.tell(text);
  }

  /** A few stacks are asked for by their ids; more are read with one sweep, and those that it no longer shows by their ids. */
  private async read(ids: readonly string[]): Promise<Map<string, Stack>> {
    const swept = ids.length > this.pages ? await this.gateway.sweep() : [];
    if (swept.length > 0) this.pages = Math.ceil(swept.length / PAGE);
    const found = new Map(swept.map((stack) => [stack.id, stack]));
    for (const id of ids) {
      if (found.has(id)) continue;
      const stack = await this.gateway.describe(id);
      if (stack) found.set(id, stack);
    }
    return found;
  }

  private judge(watched: Watched, stack: Stack | null): void {
    if (!stack) {
      this.watched.delete(watched);
      return watched.reject(new Error(`stack ${watched.stackId} cannot be found any more`));
    }
    const early = watched.before === imprint(stack) && this.clock.now() - watched.since < LATE;
    if (stack.status === 'REVIEW_IN_PROGRESS' || early) return;
    watched.before = null;
    if (stack.status !== watched.shown) watched.onStatus(stack.status);
    watched.shown = stack.status;
    if (stack.status.includes('ROLLBACK')) watched.started = null;
    if (inProgress(stack.status)) return;
    this.watched.delete(watched);
    if (watched.started && ENDED_WELL.test(stack.status))
      this.pace.learn(watched.started.kind, this.clock.now() - watched.since);
    watched.resolve(stack);
  }
}

const ENDED_WELL = /^(CREATE|UPDATE|DELETE)_COMPLETE/;

/** True while dependents have to wait: an update that only cleans up behind itself can be built upon already. */
export function inProgress(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
}

function imprint({ status, updated, changeSetId }: Stack): string {
  return JSON.stringify([status, updated, changeSetId]);
}
