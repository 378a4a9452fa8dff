import type { Clock } from '../model/clock.ts';
import type { Rate } from './rates.ts';

/** Token buckets, one for each name, shared by everything in the process. Those who wait are served in the order they came. */
export interface Limiter {
  /** Resolves when the next call may be sent. */
  take(bucket: string, rate: Rate): Promise<void>;
  /** AWS said "throttled": somebody else uses the same rate, or it is lower than we think. */
  throttled(bucket: string): void;
}

/** Milliseconds between two tokens, and the moment at which the bucket is full again if nobody takes any more. */
interface Bucket {
  readonly nominal: number;
  interval: number;
  readonly burst: number;
  full: number;
  /** When `interval` was last changed, ms since 1970. */
  changed: number;
}

/** Throttling answers that come together are one event: what was sent side by side is refused side by side. */
const SAME_EVENT_MS = 1_000;
const SLOWEST = 16;
const RECOVERY_MS = 5_000;
const RECOVERY_FACTOR = 1.1;

/** Waits by the clock. A throttling answer halves the rate; every five seconds without one raise it by a tenth again. */
export function createLimiter(clock: Clock): Limiter {
  const buckets = new Map<string, Bucket>();
  return {
    async take(name, rate) {
      const now = clock.now();
      const bucket = buckets.get(name) ?? bucketOf(rate, now);
      buckets.set(name, bucket);
      const wait = reserve(bucket, now);
      if (wait > 0) await clock.sleep(wait);
    },
    throttled(name) {
      const bucket = buckets.get(name);
      if (bucket) slowDown(bucket, clock.now());
    },
  };
}

function bucketOf(rate: Rate, now: number): Bucket {
  const nominal = 1_000 / rate.perSecond;
  return { nominal, interval: nominal, burst: rate.burst, full: now, changed: Number.NEGATIVE_INFINITY };
}

/** Takes the next token, also one that is still to come; answers for how long to wait for it. */
function reserve(bucket: Bucket, now: number): number {
  recover(bucket, now);
  const start = Math.max(now, bucket.full - (bucket.burst - 1) * bucket.interval);
  bucket.full = Math.max(now, bucket.full) + bucket.interval;
  return start - now;
}

function slowDown(bucket: Bucket, now: number): void {
  if (now - bucket.changed < SAME_EVENT_MS) return;
  bucket.changed = now;
  bucket.interval = Math.min(bucket.interval * 2, bucket.nominal * SLOWEST);
  bucket.full = Math.max(bucket.full, now + bucket.burst * bucket.interval);
}

function recover(bucket: Bucket, now: number): void {
  if (bucket.interval <= bucket.nominal) return;
  const steps = Math.floor((now - bucket.changed) / RECOVERY_MS);
  if (steps < 1) return;
  bucket.interval = Math.max(bucket.nominal, bucket.interval / RECOVERY_FACTOR ** steps);
  bucket.changed += steps * RECOVERY_MS;
}
