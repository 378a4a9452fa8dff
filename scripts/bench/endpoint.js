// The same against the AWS at AWS_ENDPOINT_URL, in real time, with the program as a process.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GRAPHS, writeProject } from './projects.js';

const ENVCTL = fileURLToPath(new URL('../../bin/envctl.js', import.meta.url));

/** One environment in an account of its own: made, deployed, deployed again. */
export async function* endpoint() {
  const url = process.env.AWS_ENDPOINT_URL ?? '';
  if (url === '' || /amazonaws\.com/.test(url)) throw new Error('AWS_ENDPOINT_URL has to name an AWS to throw away');
  const name = `bench${Date.now().toString(36)}`;
  const graph = GRAPHS['five services'];
  const folder = writeProject(graph, 1, () => ({ email: `${name}@example.com`, name }));
  try {
    envctl(folder, ['bootstrap', 'e0'], ['create-account', 'e0', '--create-organization']);
    for (const what of ['first deployment', 'nothing to do']) {
      const { seconds, apiCalls, criticalPathSeconds } = envctl(folder, ['deploy', 'e0', '--yes']);
      yield { what: `${what}: calls`, value: apiCalls, unit: 'calls' };
      yield { what: `${what}: duration`, value: seconds, unit: 's', note: `longest chain ${criticalPathSeconds} s` };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The document of a command, after others that come before it. */
function envctl(cwd, argv, ...before) {
  for (const each of before) envctl(cwd, each);
  const { status, stdout, stderr } = spawnSync(process.execPath, [ENVCTL, ...argv, '--output', 'json', '--quiet'], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`envctl ${argv.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return JSON.parse(stdout);
}
