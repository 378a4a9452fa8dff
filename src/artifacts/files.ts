import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ZipEntry } from './zip.ts';

/** Never part of an artifact: they differ from machine to machine and no program reads them. */
const LEFT_OUT = new Set(['.git', '.DS_Store']);

const OWNER_MAY_EXECUTE = 0o100;

/** What cannot be packaged: a message without the place, which the caller knows. */
export class Unpackable extends Error {}

/** A file or folder that a template names. */
export interface Source {
  /** Absolute, with every symbolic link resolved. */
  readonly file: string;
  readonly isFolder: boolean;
}

/**
 * Where a path leads. It has to be there, and inside the project (`root`, without symbolic links) when all symbolic links
 * are followed. Throws Unpackable.
 */
export async function resolveInside(root: string, file: string, written: string): Promise<Source> {
  const resolved = await realpath(file).catch(() => null);
  if (resolved === null) throw new Unpackable(`there is no file or folder "${written}"`);
  const relative = path.relative(root, resolved);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new Unpackable(`"${written}" is outside the project`);
  }
  return { file: resolved, isFolder: (await stat(resolved)).isDirectory() };
}

/** The files of a folder and of the folders in it; symbolic links are followed, inside the project. Throws Unpackable. */
export async function filesIn(folder: string, root: string): Promise<ZipEntry[]> {
  return collect(folder, '', [], root);
}

async function collect(folder: string, prefix: string, parents: readonly string[], root: string): Promise<ZipEntry[]> {
  if (parents.includes(folder))
    throw new Unpackable(`the symbolic link "${prefix.slice(0, -1)}" leads to a folder that it is in`);
  const entries: ZipEntry[] = [];
  for (const child of await readdir(folder, { withFileTypes: true })) {
    if (LEFT_OUT.has(child.name)) continue;
    const name = `${prefix}${child.name}`;
    const { file, isFolder } = await sourceOf(child, path.join(folder, child.name), name, root);
    if (isFolder) entries.push(...(await collect(file, `${name}/`, [...parents, folder], root)));
    else entries.push(await readEntry(file, name));
  }
  return entries;
}

async function sourceOf(child: Dirent, file: string, name: string, root: string): Promise<Source> {
  return child.isSymbolicLink() ? resolveInside(root, file, name) : { file, isFolder: child.isDirectory() };
}

/** One file as an entry of a zip. Throws Unpackable for a socket or a device. */
export async function readEntry(file: string, name: string): Promise<ZipEntry> {
  const stats = await stat(file);
  if (!stats.isFile()) throw new Unpackable(`"${name}" is neither a file nor a folder`);
  return { name, bytes: await readFile(file), executable: (stats.mode & OWNER_MAY_EXECUTE) !== 0 };
}
