import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import { makeFolder } from '../../files/folder.ts';

/** One file of a new project. `kept`: it was there and is just so. */
export interface WrittenFile {
  /** Below the folder of the project, with slashes. */
  readonly file: string;
  readonly action: 'create' | 'extend' | 'kept';
}

/** What git is not to keep. */
const IGNORED = '.envctl/';

/** Writes all files, or, when one of them is there with another content, none: UsageInvalid names each of those, or what cannot be made. */
export async function writeProject(folder: string, files: ReadonlyMap<string, string>): Promise<WrittenFile[]> {
  const present = await Promise.all(
    [...files.keys()].map(async (file) => [file, await contentOf(join(folder, file))] as const),
  );
  const taken = present.filter(([file, content]) => content !== null && content !== files.get(file));
  if (taken.length > 0) {
    const hint = 'name another folder, or move what is there away';
    throw new EnvctlError(taken.map(([file]) => diagnostic('UsageInvalid', `${file} is there already`, { hint })));
  }
  // What cannot be made is known before anything is written.
  for (const [file, content] of present) if (content === null) makeFolder(dirname(join(folder, file)));
  const written: WrittenFile[] = [];
  for (const [file, content] of present) {
    if (content === null) await write(join(folder, file), files.get(file) ?? '');
    written.push({ file, action: content === null ? 'create' : 'kept' });
  }
  return [...written, await ignore(folder)];
}

async function ignore(folder: string): Promise<WrittenFile> {
  const file = '.gitignore';
  const content = await contentOf(join(folder, file));
  if (content?.split(/\r?\n/).some((line) => line.replace(/^\//, '').trim() === IGNORED))
    return { file, action: 'kept' };
  const before = content === null || content === '' || content.endsWith('\n') ? (content ?? '') : `${content}\n`;
  await write(join(folder, file), `${before}${IGNORED}\n`);
  return { file, action: content === null ? 'create' : 'extend' };
}

async function write(path: string, content: string): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    fail('UsageInvalid', `${path} cannot be written`, { hint: 'check its permissions and those of its folder', cause });
  }
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    // A file in place of a folder is told when that is to be made.
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null;
    fail('UsageInvalid', `${path} cannot be read`, { hint: 'name another folder, or move it away', cause });
  }
}
