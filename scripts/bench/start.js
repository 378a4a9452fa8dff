// How long the program takes to start, beside a bare `node` that does nothing. Interleaved, so that both meet the same machine.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ENVCTL = join(ROOT, 'bin', 'envctl.js');
const ROUNDS = 15;
const LIMITS = { '--version': 1.6, '--help': 1.6, validate: 4 };

/** Medians of the elapsed time. */
export async function* start() {
  const folder = mkdtempSync(join(tmpdir(), 'envctl-start-'));
  cpSync(join(ROOT, 'environments'), join(folder, 'environments'), { recursive: true });
  const commands = {
    node: ['-e', '0'],
    ...Object.fromEntries(Object.keys(LIMITS).map((word) => [word, [ENVCTL, word]])),
  };
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, argv] of Object.entries(commands)) times[name].push(timed(argv, folder));
  rmSync(folder, { recursive: true });
  const bare = median(times.node);
  yield { what: 'node that does nothing', value: Math.round(bare), unit: 'ms' };
  for (const [name, bound] of Object.entries(LIMITS)) {
    const taken = median(times[name]);
    const value = Math.round((taken / bare) * 100) / 100;
    yield {
      what: `envctl ${name}`,
      value,
      unit: '× node',
      bound,
      within: value <= bound,
      note: `${Math.round(taken)} ms`,
    };
  }
}

function timed(argv, cwd) {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
