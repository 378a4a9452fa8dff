import { randomUUID } from 'node:crypto';
import { fail } from '../diagnostics/error.ts';
import type { Clock } from '../model/clock.ts';
import {
  ALIVE_MS,
  breakLock,
  findLock,
  lockBody,
  type FoundLock,
  type Holder,
  type LockContent,
  type LockPlace,
} from './lock-object.ts';
import { keepAlive, lose, type HeldLock } from './lock-renewal.ts';

export interface LockRequest extends LockPlace {
  readonly clock: Clock;
  readonly holder: Holder;
  /** True: waits until the lock is free instead of failing with Locked. */
  readonly wait: boolean;
  /** Told once for each holder that is waited for, lower-case and without a full stop. */
  readonly emit?: (message: string) => void;
  readonly signal: AbortSignal;
  /** Whether a process of this machine is still there. */
  readonly isAlive?: (pid: number) => boolean;
}

/** That a lock is held: what has to be so for anything to be changed. */
export interface Hold {
  /** Aborted, with an EnvctlError as its reason, when the lock is no longer ours: stop before the next change. */
  readonly lost: AbortSignal;
  /**
   * Throws that reason, also when the lock has run out and nobody has noticed yet: a machine that wakes up after hours goes on
   * at any place, not with the next renewal.
   */
  check(): void;
}

/** The right to deploy an environment. */
export interface Lock extends Hold {
  /** Gives it back, if it is still ours. */
  release(): Promise<void>;
}

const POLL_MS = 3_000;

/**
 * Takes the lock of an environment (contract, section 3) and keeps it. Every write is conditional: on there being no lock,
 * or on the very lock that was read, so that of two who take it at once one gets it. An expired lock is taken over, and at
 * once one that a process of this user and machine has left behind. Throws Locked with who holds it.
 */
export async function acquireLock(request: LockRequest): Promise<Lock> {
  const { clock, holder, signal } = request;
  const content: LockContent = { id: randomUUID(), ...holder, since: clock.now(), released: false };
  const told = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const held = await take(request, content);
    if ('etag' in held) return keep(held, clock);
    if (!request.wait) refuse(held.blocking);
    if (!told.has(held.blocking.id)) request.emit?.(`waiting for ${describeHolder(held.blocking)}`);
    told.add(held.blocking.id);
    await clock.sleep(POLL_MS, signal);
  }
}

/** Takes the lock, or says who has it. */
async function take(request: LockRequest, content: LockContent): Promise<HeldLock | { blocking: LockContent }> {
  const { s3, bucket, key, clock } = request;
  const place = { s3, bucket, key };
  let found: FoundLock | null = null;
  // Somebody may come in between reading and writing; then it starts over with what they left.
  for (;;) {
    const written = clock.now();
    const condition = found ? { ifMatch: found.etag } : { ifAbsent: true };
    const put = await s3.putObject({
      bucket,
      key,
      body: lockBody(content, 0),
      contentType: 'application/json',
      ...condition,
    });
    if (put) return { place, content, etag: put.etag, written };
    found = await findLock(place);
    // Our own: the answer to the write was lost, and its repetition refused.
    if (found?.content.id === content.id) return { place, content, etag: found.etag, written };
    if (found && !mayBeTaken(found, request)) return { blocking: found.content };
  }
}

function mayBeTaken(found: FoundLock, { holder, isAlive = processExists }: LockRequest): boolean {
  const { host, user, pid } = found.content;
  return found.content.released || found.expired || (host === holder.host && user === holder.user && !isAlive(pid));
}

function keep(held: HeldLock, clock: Clock): Lock {
  const lost = new AbortController();
  const stop = new AbortController();
  const renewing = keepAlive(held, clock, stop.signal, lost);
  return {
    lost: lost.signal,
    check() {
      if (clock.now() - held.written >= ALIVE_MS) lose(lost, 'late');
      lost.signal.throwIfAborted();
    },
    async release() {
      stop.abort();
      await renewing;
      if (!lost.signal.aborted) await breakLock(held.place, held);
    },
  };
}

function refuse(blocking: LockContent): never {
  const hint =
    'wait for it with `--wait`; if it is certain that nothing runs there any more, `envctl unlock` breaks it';
  fail('Locked', `the environment is being deployed by ${describeHolder(blocking)}`, { hint });
}

function describeHolder({ user, host, pid, command, since }: LockContent): string {
  return `${user} on ${host} (\`${command}\`, process ${pid}) since ${new Date(since).toISOString()}`;
}

/** A signal that is not sent tells whether it could be: EPERM means that the process is there and somebody else's. */
function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
