import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';

/** A path that a file names, to be looked at once everything has been read. */
export interface PathClaim {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'either';
  /** What it is, for messages: `template`. */
  readonly what: string;
  readonly at: Position;
  readonly code: ErrorCode;
}

/** The project that a folder of definitions belongs to: the git root, else the folder above. Absolute. */
export function projectRoot(definitions: string): string {
  for (let folder = definitions; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return dirname(definitions);
}

/** The absolute path that a value names: relative to the file that holds it. */
export function pathFrom(at: Position, value: string): string {
  return resolve(dirname(at.file), value);
}

/** True for a path that does not leave the project by its letters; symbolic links are `pathProblems`' business. */
export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What is wrong with the paths: outside the project (also through a symbolic link), missing, a file for a folder. */
export function pathProblems(root: string, claims: readonly PathClaim[]): Diagnostic[] {
  if (claims.length === 0) return [];
  const realRoot = realpathSync.native(root);
  return claims.flatMap((claim) => pathProblem(root, realRoot, claim) ?? []);
}

function pathProblem(root: string, realRoot: string, claim: PathClaim): Diagnostic | null {
  const { path, kind, what, at, code } = claim;
  const outside = (): Diagnostic =>
    diagnostic(code, `${what} ${path} is outside the project`, { at, hint: `keep it below ${root}` });
  if (path.includes('\0')) return diagnostic(code, `${what} is not a path`, { at });
  if (!isWithin(root, path)) return outside();
  const real = realPath(path);
  const shown = relative(root, path) || path;
  if (real === null) {
    const hint = `paths are relative to the file that holds them, here ${dirname(at.file)}`;
    return diagnostic(code, `${what} ${shown} does not exist`, { at, hint });
  }
  if (!isWithin(realRoot, real)) return outside();
  const stats = statSync(real);
  const isFolder = stats.isDirectory();
  if (!isFolder && !stats.isFile()) return diagnostic(code, `${what} ${shown} is neither a file nor a folder`, { at });
  if (kind === 'file' && isFolder) return diagnostic(code, `${what} ${shown} is a folder, not a file`, { at });
  if (kind === 'folder' && !isFolder) return diagnostic(code, `${what} ${shown} is a file, not a folder`, { at });
  return null;
}

/** Null for what is not there. */
function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}
