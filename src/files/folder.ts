import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail } from '../diagnostics/error.ts';

/**
 * Makes a folder and all that are missing above it, with these permissions; one that is there stays as it is. Throws UsageInvalid,
 * with the path, for what cannot be made. One after the other, because Node's own recursion never ends where a folder that is there
 * takes no other, as `/proc` does.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (cause) {
    // Another process may have been quicker.
    if (!isFolder(folder)) refuse(folder, cause);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function refuse(folder: string, cause: unknown): never {
  if (existsSync(folder))
    fail('UsageInvalid', `${folder} is not a folder`, { hint: 'name another one, or move it away' });
  fail('UsageInvalid', `the folder ${folder} cannot be made`, {
    hint: 'name another one, or check the permissions of the folder above it',
    cause,
  });
}
