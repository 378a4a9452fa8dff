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

/** What is at a path when all symbolic links are followed. */
interface Found {
  /** Where the links lead. */
  readonly real: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** By path, null for nothing: many environments name the same ones. Good for as long as nothing is written. */
export type KnownPaths = Map<string, Found | null>;

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
export function pathProblems(root: string, claims: readonly PathClaim[], known: KnownPaths = new Map()): Diagnostic[] {
  return claims.flatMap((claim) => pathProblem(root, claim, known) ?? []);
}

function pathProblem(root: string, claim: PathClaim, known: KnownPaths): Diagnostic | null {
  const { path, kind, what, at, code } = claim;
  const outside = (): Diagnostic =>
    diagnostic(code, `${what} ${path} is outside the project`, { at, hint: `keep it below ${root}` });
  if (path.includes('\0')) return diagnostic(code, `${what} is not a path`, { at });
  if (!isWithin(root, path)) return outside();
  const found = lookAt(path, known);
  const shown = relative(root, path) || path;
  if (!found) {
    const hint = `paths are relative to the file that holds them, here ${dirname(at.file)}`;
    return diagnostic(code, `${what} ${shown} does not exist`, { at, hint });
  }
  if (!isWithin(lookAt(root, known)?.real ?? root, found.real)) return outside();
  if (found.kind === 'other') return diagnostic(code, `${what} ${shown} is neither a file nor a folder`, { at });
  if (kind === 'either' || kind === found.kind) return null;
  return diagnostic(code, `${what} ${shown} is a ${found.kind}, not a ${kind}`, { at });
}

function lookAt(path: string, known: KnownPaths): Found | null {
  const found = known.get(path);
  if (found !== undefined) return found;
  const looked = look(path);
  known.set(path, looked);
  return looked;
}

/** Null for what is not there. */
function look(path: string): Found | null {
  try {
    const real = realpathSync.native(path);
    const stats = statSync(real);
    return { real, kind: stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other' };
  } catch {
    return null;
  }
}
