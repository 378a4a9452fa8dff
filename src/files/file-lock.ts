import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { realClock } from '../model/clock.ts';

export interface WaitOptions {
  /** Gives up waiting. */
  readonly signal?: AbortSignal;
  /** Called once, when another process holds the lock. */
  readonly onWait?: (pid: number) => void;
}

const POLL_MS = 50;

/**
 * Takes a lock that is a file with the holder's process id; waits while another process holds it. The lock of a process
 * that has died is taken over. Answers what releases it.
 */
export async function lockFile(path: string, options: WaitOptions = {}): Promise<() => void> {
  let told = false;
  for (;;) {
    const holder = acquire(path);
    if (holder === null) return () => release(path);
    if (!isAlive(holder)) {
      remove(path, holder);
      continue;
    }
    if (!told) options.onWait?.(holder);
    told = true;
    await realClock.sleep(POLL_MS, options.signal);
  }
}

/** Null when the lock was taken, else its holder. The file appears under its name complete: a link to a finished one. */
function acquire(path: string): number | null {
  const own = `${path}.${String(process.pid)}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    linkSync(own, path);
    return null;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    return holderOf(path);
  } finally {
    rmSync(own, { force: true });
  }
}

/** 0 when it is gone or says nothing. */
function holderOf(path: string): number {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** Moves a dead holder's lock away; should somebody have been quicker, theirs is put back. */
function remove(path: string, dead: number): void {
  const aside = `${path}.${String(process.pid)}.stale`;
  try {
    renameSync(path, aside);
    if (holderOf(aside) !== dead) linkSync(aside, path);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(path: string): void {
  if (holderOf(path) === process.pid) rmSync(path, { force: true });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
