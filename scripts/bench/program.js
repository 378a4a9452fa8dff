// What the bench needs of the program and of the embedded AWS, each alone. It is bundled before it is run: what is measured is what
// users run, not the many files that it is made of.
export { createAws } from '../../src/aws/aws.ts';
export { runProgram } from '../../src/cli/run.ts';
export { spareMemory } from '../../src/heap.ts';
export { virtualClock } from '../../src/simulator/clock.ts';
export { simulatorHandler } from '../../src/simulator/handler.ts';
export { seedUnit } from '../../src/simulator/organizations/seed.ts';
export { seedAccount, seedOrganization } from '../../src/simulator/seed.ts';
export { createSimulator } from '../../src/simulator/simulator.ts';
export { emptyState } from '../../src/simulator/state.ts';
