import type { SimulatorHandler } from '../../src/simulator/handler.ts';
import { copyOf, type World } from './world.ts';

/**
 * Keeps a copy of the world, as it goes on when the process dies at that moment, after every request that changed something in
 * it: what has only been read leaves nothing behind that could differ.
 */
export function forking(world: World, lives: World[]): (inner: SimulatorHandler) => SimulatorHandler {
  let before = imprint(world);
  return (inner) => ({
    ...inner,
    handle: async (request, options) => {
      const answer = await inner.handle(request, options);
      const now = imprint(world);
      if (now !== before) lives.push(await copyOf(world));
      before = now;
      return answer;
    },
  });
}

/** All that there is, but the time. */
function imprint({ simulator: { state } }: World): string {
  return JSON.stringify({ ...state, now: 0 });
}
