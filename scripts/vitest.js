// Runs vitest as all scripts do: with nothing of the caller's that could lead a test to a real AWS.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/**
 * Answers the exit status. `keep` names variables of AWS's that the tests are meant to see. With TEST_REPORTS, a folder,
 * the results are also written there, as `<name>.json`.
 */
export function vitest(parameters, { name, keep = [] }) {
  const folder = process.env.TEST_REPORTS;
  const reports = folder
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, `${name}.json`)}`]
    : [];
  const inherited = Object.entries(process.env).filter(
    ([variable]) => keep.includes(variable) || !/^(AWS_|ENVCTL_)/.test(variable),
  );
  const { status, error } = spawnSync(process.execPath, [VITEST, 'run', ...reports, ...parameters], {
    cwd: ROOT,
    env: Object.fromEntries(inherited),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  return status ?? 1;
}
