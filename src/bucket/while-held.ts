import type { Hold } from './lock.ts';

/**
 * The same gateways, of which every call is refused once the lock is no longer ours: whoever has it now meets no writer that
 * comes back late, be it from a broken line or from a machine that slept. `null`: there is no lock to lose.
 */
export function whileHeld<T extends object>(inner: T, hold: Hold | null): T {
  if (hold === null) return inner;
  return new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...words: unknown[]): unknown => {
        hold.check();
        const answer: unknown = Reflect.apply(member, target, words);
        return isGateway(answer) ? whileHeld(answer, hold) : answer;
      };
    },
  });
}

/** `gateways.s3(region)` leads to one more set of calls; what they answer is a promise or plain text. */
function isGateway(answer: unknown): answer is object {
  return typeof answer === 'object' && answer !== null && !(answer instanceof Promise);
}
