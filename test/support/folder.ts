import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by their path below a folder; what is no text is written as JSON, which is YAML, too. */
export type Files = Readonly<Record<string, string | object>>;

/** A folder with these files, removed after the test. */
export async function folder(files: Files): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'envctl-test-')));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));
  await writeFiles(root, files);
  return root;
}

/** Writes or overwrites files below a folder. */
export async function writeFiles(root: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
}
