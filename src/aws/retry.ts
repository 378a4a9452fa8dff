import type { Clock } from '../model/clock.ts';
import { awsCode, awsMessage, isClockCorrected, isOfCaller, networkCode, statusOf } from './codes.ts';

/**
 * Why a request may succeed when it is sent again. `unready`: an account that was just made; `finalizing`: an
 * organization that was just made; `expired`: the credentials have to be renewed first; `skewed`: it was signed by a
 * clock that was wrong, and has been put right.
 */
export type Trouble =
  'throttled' | 'conflict' | 'transient' | 'unreachable' | 'finalizing' | 'unready' | 'expired' | 'skewed';

interface Patience {
  /** First and longest pause, and how long after the first failure the last attempt may start. All in ms. */
  readonly base: number;
  readonly cap: number;
  readonly total: number;
}

const PATIENCE: Readonly<Record<Trouble, Patience>> = {
  throttled: { base: 1_000, cap: 20_000, total: 120_000 },
  conflict: { base: 500, cap: 10_000, total: 120_000 },
  transient: { base: 100, cap: 5_000, total: 30_000 },
  unreachable: { base: 100, cap: 2_000, total: 10_000 },
  finalizing: { base: 5_000, cap: 30_000, total: 900_000 },
  unready: { base: 2_000, cap: 15_000, total: 600_000 },
  expired: { base: 0, cap: 0, total: 60_000 },
  skewed: { base: 100, cap: 1_000, total: 5_000 },
};

/** LimitExceededException is not here: for CloudFormation and IAM it is a quota, not a rate. */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
]);

/** Two writers met. S3 says so of conditional writes that arrive together. */
const CONFLICT = new Set([
  'ConcurrentModification',
  'ConcurrentModificationException',
  'TooManyUpdates',
  'OperationAborted',
  'ConditionalRequestConflict',
]);

const TRANSIENT = new Set([
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'InternalFailure',
  'InternalError',
]);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);
const DROPPED = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_STREAM_PREMATURE_CLOSE']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);

/** What an account answers in its first minutes, before everything about it has spread through AWS. */
const UNREADY = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'RegionDisabledException',
  'OptInRequired',
  'SubscriptionRequiredException',
  'SubscriptionRequired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'AuthFailure',
  'PendingVerification',
]);

/** Null: sending it again will not help. A 501 is an operation that the endpoint does not have. */
export function troubleOf(error: unknown): Trouble | null {
  const code = awsCode(error) ?? '';
  const status = statusOf(error);
  const network = networkCode(error) ?? '';
  if (status === 501) return null;
  if (isClockCorrected(error)) return 'skewed';
  if (UNREACHABLE.has(network)) return 'unreachable';
  if (DROPPED.has(network)) return 'transient';
  if (THROTTLED.has(code) || status === 429) return 'throttled';
  if (CONFLICT.has(code)) return 'conflict';
  if (code === 'FinalizingOrganizationException') return 'finalizing';
  if (EXPIRED.has(code)) return 'expired';
  return TRANSIENT.has(code) || TRANSIENT_STATUS.has(status ?? 0) ? 'transient' : null;
}

/** True for the answers that a new account gives until it can be used. What the caller's own policies deny stays denied. */
export function isUnready(error: unknown): boolean {
  return UNREADY.has(awsCode(error) ?? '') && !isOfCaller(awsMessage(error));
}

/** What `persist` needs to know of the caller. */
export interface Persistence {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
  /** What stands in the way; null gives up. */
  readonly judge: (error: unknown, attempt: number) => Trouble | null;
  /** Milliseconds that AWS asked to wait; null when it did not say. */
  readonly retryAfter: () => number | null;
}

/** Waits in which a person may lose patience, and in which nothing of ours is under way. */
const INTERRUPTIBLE = new Set<Trouble>(['unready', 'finalizing']);

/** Runs `work` until it succeeds, fails for good, or patience with the trouble at hand is at an end. Throws the last error. */
export async function persist<T>(work: (attempt: number) => Promise<T>, options: Persistence): Promise<T> {
  const { clock } = options;
  let failed: number | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const trouble = options.judge(error, attempt);
      failed ??= clock.now();
      if (trouble === null || clock.now() - failed >= PATIENCE[trouble].total) throw error;
      const pause = options.retryAfter() ?? pauseBefore(trouble, attempt, options.random);
      await clock.sleep(pause, INTERRUPTIBLE.has(trouble) ? options.signal : undefined);
    }
  }
}

/** Exponential with full jitter: what failed together does not come back together. */
export function pauseBefore(trouble: Trouble, attempt: number, random: () => number): number {
  const { base, cap } = PATIENCE[trouble];
  return Math.ceil(random() * Math.min(cap, base * 2 ** (attempt - 1)));
}
