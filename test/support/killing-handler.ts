import type { SimulatorHandler } from '../../src/simulator/handler.ts';
import { nameOf } from './requests.ts';

/** What a request gets once the process is taken for dead. */
class Killed extends Error {
  override readonly name = 'AbortError';
}

/**
 * A request handler of a process that dies: the first `calls` requests are answered; the answer to the next is lost
 * (`after` the request took effect, or before it was sent), and so is everything that follows.
 */
export function killingHandler(inner: SimulatorHandler, calls: number, when: 'before' | 'after'): SimulatorHandler {
  let count = 0;
  return {
    ...inner,
    handle: async (request, options) => {
      count += 1;
      if (count <= calls) return inner.handle(request, options);
      if (count === calls + 1 && when === 'after') await inner.handle(request, options);
      throw new Killed('killed');
    },
  };
}

/** A request handler of a process that dies the moment that a request of this kind has taken effect: its answer is lost. */
export function killedAfter(call: string): (inner: SimulatorHandler) => SimulatorHandler {
  let dead = false;
  return (inner) => ({
    ...inner,
    handle: async (request, options) => {
      if (!dead) {
        dead = nameOf(request) === call;
        const answer = await inner.handle(request, options);
        if (!dead) return answer;
      }
      throw new Killed('killed');
    },
  });
}
