import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ZipEntry } from './zip.ts';

/** Never part of an artifact: they differ from machine to machine and no program reads them. */
const LEFT_OUT = new Set(['.git', '.DS_Store']);

const OWNER_MAY_EXECUTE = 0o100;

/** Of all files of one zip, which is made in memory: twice what Lambda unpacks (quotas of Lambda: 250 MB). */
const MAX_BYTES = 512 * 1024 * 1024;

/** Bytes of a file that is read at once: to hand it to another thread takes longer. */
const SMALL = 64 * 1024;

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
export function resolveInside(root: string, file: string, written: string): Source {
  const resolved = realPath(file);
  if (resolved === null) throw new Unpackable(`there is no file or folder "${written}"`);
  const relative = path.relative(root, resolved);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new Unpackable(`"${written}" is outside the project`);
  }
  return { file: resolved, isFolder: statSync(resolved).isDirectory() };
}

/** Null for what is not there. */
function realPath(file: string): string | null {
  try {
    return realpathSync.native(file);
  } catch {
    return null;
  }
}

/** The files of a folder and of the folders in it; symbolic links are followed, inside the project. Throws Unpackable. */
export async function filesIn(folder: string, root: string): Promise<ZipEntry[]> {
  return collect(folder, '', [], { root, left: MAX_BYTES });
}

/** What a zip may still grow by, in bytes. */
interface Scope {
  readonly root: string;
  left: number;
}

async function collect(folder: string, prefix: string, parents: readonly string[], scope: Scope): Promise<ZipEntry[]> {
  if (parents.includes(folder))
    throw new Unpackable(`the symbolic link "${prefix.slice(0, -1)}" leads to a folder that it is in`);
  const entries: ZipEntry[] = [];
  for (const child of readdirSync(folder, { withFileTypes: true })) {
    if (LEFT_OUT.has(child.name)) continue;
    const name = `${prefix}${child.name}`;
    const { file, isFolder } = sourceOf(child, path.join(folder, child.name), name, scope.root);
    if (isFolder) entries.push(...(await collect(file, `${name}/`, [...parents, folder], scope)));
    else entries.push(await readEntry(file, name, scope));
  }
  return entries;
}

function sourceOf(child: Dirent, file: string, name: string, root: string): Source {
  return child.isSymbolicLink() ? resolveInside(root, file, name) : { file, isFolder: child.isDirectory() };
}

/** One file as an entry of a zip. Throws Unpackable for a socket, a device, or more than a zip may hold: that is not read. */
export async function readEntry(
  file: string,
  name: string,
  scope: Pick<Scope, 'left'> = { left: MAX_BYTES },
): Promise<ZipEntry> {
  const stats = statSync(file);
  if (!stats.isFile()) throw new Unpackable(`"${name}" is neither a file nor a folder`);
  scope.left -= stats.size;
  if (scope.left < 0) throw new Unpackable(`with "${name}" it has more than ${String(MAX_BYTES / 1024 / 1024)} MiB`);
  const bytes = stats.size <= SMALL ? readFileSync(file) : await readFile(file);
  return { name, bytes, executable: (stats.mode & OWNER_MAY_EXECUTE) !== 0 };
}
