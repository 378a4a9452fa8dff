import type { SimulatorHandler } from '../../src/simulator/handler.ts';

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
