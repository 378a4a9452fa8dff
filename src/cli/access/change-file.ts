import { randomBytes } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '../../diagnostics/error.ts';
import { lockFile } from '../../files/file-lock.ts';
import { makeFolder } from '../../files/folder.ts';

/**
 * Changes the text of a file, one process after the other, so that none writes over what another has just put there. Answers
 * whether anything was to be changed; nothing is written otherwise. What `change` throws leaves everything as it is.
 */
export async function changeFile(file: string, change: (text: string) => string): Promise<boolean> {
  const before = await textOf(file);
  if (change(before) === before) return false;
  const release = await lockOf(file);
  try {
    const now = await textOf(file);
    const next = change(now);
    if (next !== now) await replaceFile(file, next);
    return next !== now;
  } finally {
    release();
  }
}

async function lockOf(file: string): Promise<() => void> {
  makeFolder(dirname(file), 0o700);
  try {
    const { path } = await targetOf(file);
    return await lockFile(`${path}.lock`);
  } catch (cause) {
    return unwritable(file, cause);
  }
}

/** The text of a file; empty when there is none. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return '';
    fail('UsageInvalid', `${file} cannot be read`, { cause });
  }
}

/**
 * Puts a new text in the place of a file at once: whoever reads it meanwhile finds the old or the new one, whole. Permissions
 * stay; a new file is its owner's alone. What a link leads to is replaced, not the link.
 */
async function replaceFile(file: string, text: string): Promise<void> {
  try {
    const { path, mode } = await targetOf(file);
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
    await writeFile(temporary, text, { mode, flag: 'wx' });
    await rename(temporary, path).catch(async (error: unknown) => {
      await rm(temporary, { force: true });
      throw error;
    });
  } catch (cause) {
    unwritable(file, cause);
  }
}

function unwritable(file: string, cause: unknown): never {
  fail('UsageInvalid', `${file} cannot be written`, { hint: 'check its permissions and those of its folder', cause });
}

async function targetOf(file: string): Promise<{ path: string; mode: number }> {
  try {
    const path = await realpath(file);
    return { path, mode: (await stat(path)).mode & 0o777 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { path: file, mode: 0o600 };
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
