// Bundles what the bench runs.
import { fileURLToPath } from 'node:url';
import { bundle } from '../bundle/program.js';

await bundle(
  { program: 'scripts/bench/program.js', simulator: 'scripts/bench/simulator.js' },
  fileURLToPath(new URL('../../dist/bench/', import.meta.url)),
);
