// How long the program takes to rehearse a deployment of an hour, beside a bare `node` that does nothing.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDatabases } from './projects.js';

const ENVCTL = join(fileURLToPath(new URL('../../', import.meta.url)), 'bin', 'envctl.js');
const ROUNDS = 5;
const BOUND_SECONDS = 2;

/** The least elapsed time of a few rounds: what else the machine does only ever adds to it. */
export async function* rehearse() {
  const folder = writeDatabases(5);
  const argv = [ENVCTL, 'rehearse', 'e0', '--empty', '--output', 'json'];
  const rounds = Array.from({ length: ROUNDS }, () => [timed(['-e', '0'], folder), timed(argv, folder)]);
  rmSync(folder, { recursive: true });
  const [bare, own] = [0, 1].map((index) => Math.min(...rounds.map((round) => round[index].ms)));
  const { seconds, apiCalls } = JSON.parse(rounds[0][1].out);
  const value = Math.round(own / 10) / 100;
  yield {
    what: `a deployment of ${Math.round(seconds / 60)} minutes, rehearsed`,
    value,
    unit: 's',
    bound: BOUND_SECONDS,
    within: value <= BOUND_SECONDS,
    note: `${apiCalls} calls, ${Math.round(own / bare)} × node`,
  };
}

function timed(argv, cwd) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return { ms: performance.now() - began, out: stdout };
}
