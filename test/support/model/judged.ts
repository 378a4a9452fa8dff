import type { Simulator } from '../../../src/simulator/simulator.ts';
import { answerMisfits } from './answer.ts';

/** The same simulator, but a request whose answer is not as the model of its service has it fails, and says what of it is wrong. */
export function judged(simulator: Simulator): Simulator {
  return {
    ...simulator,
    handle: async (request) => {
      const response = await simulator.handle(request);
      const misfits = answerMisfits(request, response);
      if (misfits.length > 0) throw new Error(`the answer is not as the SDK's model has it: ${misfits.join('; ')}`);
      return response;
    },
  };
}
