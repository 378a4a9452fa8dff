import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail } from '../diagnostics/error.ts';

/** The commit that a folder is at, as 40 hexadecimal digits; null outside git. */
export async function gitSha(root: string): Promise<string | null> {
  if (!(await isRepository(root))) return null;
  const { failed, stdout } = await runGit(root, ['rev-parse', 'HEAD']);
  return failed ? null : stdout.trim();
}

/** Git would look in the folders above too, where it is nothing of the project's; and a process takes as long as all else here. */
async function isRepository(root: string): Promise<boolean> {
  return stat(join(root, '.git')).then(
    () => true,
    () => false,
  );
}

/** The e-mail address that git writes into commits; null when there is none. */
export async function gitEmail(folder: string): Promise<string | null> {
  const { failed, stdout } = await runGit(folder, ['config', 'user.email']);
  return failed ? null : stdout.trim();
}

/** Absolute paths of the files below `root` that differ from a commit, those that git does not track yet included. */
export async function changedFiles(root: string, ref: string): Promise<string[]> {
  // `--` keeps a name that begins with a dash from being read as an option.
  const changed = await git(root, ['diff', '--name-only', '--relative', '-z', '--end-of-options', ref, '--'], ref);
  const fresh = await git(root, ['ls-files', '--others', '--exclude-standard', '-z'], ref);
  return [...changed, ...fresh].map((file) => resolve(root, file));
}

async function git(cwd: string, parameters: readonly string[], ref: string): Promise<string[]> {
  const result = await runGit(cwd, parameters);
  if (result.failed) {
    if ((await runGit(cwd, ['rev-parse', '--git-dir'])).failed) {
      fail('UsageInvalid', `this folder is in no git repository, so that nothing tells what changed since "${ref}"`, {
        hint: 'leave --since out, or run it in a clone of the repository',
        cause: result.stderr,
      });
    }
    fail('UsageInvalid', `git cannot tell what changed since "${ref}"`, {
      hint: 'name a commit, branch or tag of this repository',
      cause: result.stderr,
    });
  }
  return result.stdout.split('\0').filter(Boolean);
}

async function runGit(cwd: string, parameters: readonly string[]) {
  const { execa } = await import('execa');
  return execa('git', [...parameters], { cwd, reject: false });
}
