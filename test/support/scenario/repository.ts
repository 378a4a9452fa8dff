import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Commits everything in a folder, which becomes a repository if it is none; answers the commit. */
export async function commitAll(cwd: string): Promise<string> {
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd });
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--no-gpg-sign', '--message', 'all');
  return (await git('rev-parse', 'HEAD')).stdout.trim();
}
