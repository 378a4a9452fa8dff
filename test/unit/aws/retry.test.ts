import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnready, pauseBefore, persist, troubleOf, type Trouble } from '../../../src/aws/retry.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';

function sdkError(name: string, httpStatusCode?: number, more: object = {}): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode }, ...more });
}

describe('troubleOf', () => {
  it.each<[string, number | undefined, Trouble | null]>([
    ['Throttling', 400, 'throttled'],
    ['ThrottlingException', 400, 'throttled'],
    ['TooManyRequestsException', 400, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['SlowDown', 503, 'throttled'],
    ['Anything', 429, 'throttled'],
    ['ConcurrentModificationException', 400, 'conflict'],
    ['TooManyUpdates', 400, 'conflict'],
    ['ConditionalRequestConflict', 409, 'conflict'],
    ['FinalizingOrganizationException', 400, 'finalizing'],
    ['ExpiredToken', 403, 'expired'],
    ['InternalFailure', 500, 'transient'],
    ['SyntaxError', 503, 'transient'],
    ['TimeoutError', undefined, 'transient'],
    ['NotImplemented', 501, null],
    ['LimitExceededException', 400, null],
    ['ValidationError', 400, null],
    ['AccessDenied', 403, null],
    ['EntityAlreadyExistsException', 409, null],
    ['ConstraintViolationException', 400, null],
  ])('%s (%s) is %s', (name, status, trouble) => {
    expect(troubleOf(sdkError(name, status))).toBe(trouble);
  });

  it.each<[string, Trouble]>([
    ['ECONNRESET', 'transient'],
    ['EPIPE', 'transient'],
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
  ])('a connection that fails with %s is %s', (code, trouble) => {
    expect(troubleOf(Object.assign(new Error('socket'), { code }))).toBe(trouble);
    expect(troubleOf(new Error('fetch failed', { cause: Object.assign(new Error('socket'), { code }) }))).toBe(trouble);
  });

  it('sends again what was refused for the machine’s wrong clock, which the SDK has corrected meanwhile', () => {
    const error = sdkError('SignatureDoesNotMatch', 403);
    expect(troubleOf(error)).toBeNull();
    expect(troubleOf(Object.assign(error, { $metadata: { httpStatusCode: 403, clockSkewCorrected: true } }))).toBe(
      'skewed',
    );
  });

  it('knows what a new account answers', () => {
    for (const code of ['AccessDenied', 'OptInRequired', 'SubscriptionRequiredException', 'RegionDisabledException']) {
      expect(isUnready(sdkError(code, 403))).toBe(true);
    }
    expect(isUnready(sdkError('ValidationError', 400))).toBe(false);
  });

  it('does not wait for an account into which the caller may not assume a role by its own policies', () => {
    const refused = (caller: string, why: string) =>
      Object.assign(sdkError('AccessDenied', 403), {
        message: `User: arn:aws:iam::${caller}:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/r${why}`,
      });
    const lacking = ' because no identity-based policy allows the sts:AssumeRole action';
    expect(isUnready(refused('111111111111', lacking))).toBe(false);
    expect(isUnready(refused('111111111111', ''))).toBe(true);
    expect(isUnready(refused('222222222222', lacking))).toBe(true);
  });
});

describe('pauseBefore', () => {
  it('is exponential with full jitter, up to its cap', () => {
    const longest = (trouble: Trouble) => [1, 2, 3, 10].map((attempt) => pauseBefore(trouble, attempt, () => 1));
    expect(longest('throttled')).toEqual([1_000, 2_000, 4_000, 20_000]);
    expect(longest('transient')).toEqual([100, 200, 400, 5_000]);
    expect(pauseBefore('throttled', 5, () => 0)).toBe(0);
  });

  it('stays between nothing and the cap for any attempt', () => {
    const inputs = [
      integer({ min: 1, max: 10_000 }),
      double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    ] as const;
    assert(
      property(...inputs, (attempt, random) => {
        const pause = pauseBefore('throttled', attempt, () => random);
        return pause >= 0 && pause <= 20_000;
      }),
    );
  });
});

describe('persist', () => {
  async function failing(trouble: Trouble, signal?: AbortSignal) {
    const clock = virtualClock(0);
    let attempts = 0;
    const work = async (): Promise<never> => {
      attempts += 1;
      throw new Error('no');
    };
    const options = { clock, random: () => 1, signal, judge: () => trouble, retryAfter: () => null };
    const error: unknown = await persist(work, options).catch((thrown: unknown) => thrown);
    return { error, attempts, seconds: clock.now() / 1_000 };
  }

  it.each<[Trouble, number, number]>([
    ['throttled', 120, 140],
    ['transient', 30, 35],
    ['unreachable', 10, 12],
    ['unready', 600, 615],
  ])('gives up on %s after %d to %d seconds', async (trouble, from, to) => {
    const { error, seconds, attempts } = await failing(trouble);
    expect(error).toEqual(new Error('no'));
    expect(attempts).toBeGreaterThan(3);
    expect(seconds).toBeGreaterThanOrEqual(from);
    expect(seconds).toBeLessThanOrEqual(to);
  });

  it('is cut short by the person only where it may last minutes', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    expect((await failing('unready', stopped)).error).toEqual(new Error('stopped'));
    expect((await failing('throttled', stopped)).error).toEqual(new Error('no'));
  });
});
