import { execa } from 'execa';

/** The commit that a folder is at, as 40 hexadecimal digits; null outside git. */
export async function gitSha(root: string): Promise<string | null> {
  const { failed, stdout } = await execa('git', ['rev-parse', 'HEAD'], { cwd: root, reject: false });
  return failed ? null : stdout.trim();
}
