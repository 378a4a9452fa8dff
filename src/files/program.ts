import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** Where the system looks when there is no `PATH`. Source: POSIX, `confstr(_CS_PATH)`, as the C libraries of Linux and macOS have it. */
const WITHOUT_PATH = '/usr/bin:/bin';

/**
 * Whether a program could be started in this folder: an executable file by its path, or by a name that is on `PATH`. Windows looks in
 * more places and for more names, so that nothing is judged there.
 */
export function isProgram(command: string, cwd: string, path: string = WITHOUT_PATH): boolean {
  if (process.platform === 'win32') return true;
  if (command === '') return false;
  const folders = command.includes('/') ? ['.'] : path.split(delimiter);
  return folders.some((folder) => isExecutable(resolve(cwd, folder, command)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
