// What the bench needs of the program. It is bundled before it is run: what is measured is what users run, not the many files that it
// is made of. What it needs of the embedded AWS is in simulator.js.
export { createAws } from '../../src/aws/aws.ts';
export { runProgram } from '../../src/cli/run.ts';
export { spareMemory } from '../../src/heap.ts';
export { virtualClock } from '../../src/simulator/clock.ts';
export { simulatorHandler } from '../../src/simulator/handler.ts';
