import { diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Clock } from '../model/clock.ts';
import { ALIVE_MS, lockBody, readLock, type LockContent, type LockPlace } from './lock-object.ts';

const RENEW_MS = 20_000;
const TRY_AGAIN_MS = 3_000;
const TAKEN = 'the lock was taken over or broken by somebody else';
const LATE = 'the lock could not be renewed for 60 seconds';

/** A lock that was taken, as the last write left it. */
export interface HeldLock {
  readonly place: LockPlace;
  readonly content: LockContent;
  etag: string;
  /** When the last write that took effect was sent, ms since 1970: from then on it lives for 60 s at least. */
  written: number;
}

/**
 * Renews a lock every 20 seconds until `stop`; aborts `lost` with the reason as soon as somebody else has it, or as soon
 * as somebody else may take it because it could not be renewed for 60 seconds. Ends without throwing.
 */
export async function keepAlive(held: HeldLock, clock: Clock, stop: AbortSignal, lost: AbortController): Promise<void> {
  for (let renewal = 1; !stop.aborted && !lost.signal.aborted; renewal += 1) {
    const failing = clock.now() - held.written > RENEW_MS;
    if (!(await slept(clock, failing ? TRY_AGAIN_MS : RENEW_MS, stop))) return;
    const given = new AbortController();
    const deadline = slept(clock, held.written + ALIVE_MS - clock.now(), given.signal).then(() => 'late' as const);
    const outcome = await Promise.race([renew(held, clock, renewal), deadline]);
    given.abort();
    if (outcome === 'taken') lose(lost, 'taken');
    else if (clock.now() - held.written >= ALIVE_MS) lose(lost, 'late');
  }
}

/** One attempt; `unknown` when it could not be found out what has become of it. */
async function renew(held: HeldLock, clock: Clock, renewal: number): Promise<'renewed' | 'taken' | 'unknown'> {
  const { place, content } = held;
  const { s3, bucket, key } = place;
  const sent = clock.now();
  try {
    const written = await s3.putObject({ bucket, key, body: lockBody(content, renewal), ifMatch: held.etag });
    // A refused condition is also what follows a write of ours whose answer was lost.
    const etag = written?.etag ?? (await ownEtag(place, content.id));
    if (etag === null) return 'taken';
    held.etag = etag;
    held.written = sent;
    return 'renewed';
  } catch {
    return 'unknown';
  }
}

async function ownEtag(place: LockPlace, id: string): Promise<string | null> {
  const found = await readLock(place);
  return found?.content.id === id ? found.etag : null;
}

/** Says that a lock is lost, and why; once. */
export function lose(lost: AbortController, why: 'taken' | 'late'): void {
  if (lost.signal.aborted) return;
  const message = why === 'taken' ? TAKEN : LATE;
  const hint = 'see who deploys with `envctl status`, then run the command again: it goes on with what is left';
  lost.abort(new EnvctlError([diagnostic('Locked', message, { hint })]));
}

/** False when the sleep was cut short. */
async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(Math.max(0, ms), signal);
    return true;
  } catch {
    return false;
  }
}
