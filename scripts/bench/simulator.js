// What the bench needs of the embedded AWS, bundled like the program.
export { seedUnit } from '../../src/simulator/organizations/seed.ts';
export { seedAccount, seedOrganization } from '../../src/simulator/seed.ts';
export { createSimulator } from '../../src/simulator/simulator.ts';
export { emptyState } from '../../src/simulator/state.ts';
