import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import { isObject } from '../model/json.ts';
import { lockFile, type WaitOptions } from '../files/file-lock.ts';
import { makeFolder } from '../files/folder.ts';
import { emptyState, type QueuedTask, type SimulatorState } from './state.ts';

/** A world that outlives the process. */
export interface SimulatorFile {
  readonly state: SimulatorState;
  /** Writes the state as it is; from then on it survives the process being killed. */
  readonly save: () => void;
  /** Saves, and lets the next process in. */
  readonly close: () => void;
}

/** Far above what a project leaves: the state is read as a whole. */
const MAX_BYTES = 256 * 1024 * 1024;

const HINT = 'delete the file to begin with an AWS in which there is nothing';

/**
 * Opens the file with the simulator's state (`.envctl/simulator.json`), readable by its owner only; an empty world when
 * there is none. Waits while another process has it open. Throws UsageInvalid for a file that cannot be read or is of a
 * newer version.
 */
export async function openSimulatorFile(path: string, options: WaitOptions = {}): Promise<SimulatorFile> {
  makeFolder(dirname(path), 0o700);
  const release = await lockFile(`${path}.lock`, options);
  try {
    const state = load(path);
    const save = (): void => write(path, state);
    const close = (): void => {
      save();
      release();
    };
    return { state, save, close };
  } catch (error) {
    release();
    throw error;
  }
}

/** First beside the file, then in its place: whoever reads it never sees half of it. */
function write(path: string, state: SimulatorState): void {
  const draft = `${path}.tmp`;
  // One that is there already is a leftover, or a link to somewhere else that somebody put there.
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
}

function load(path: string): SimulatorState {
  const text = read(path);
  if (text === null) return emptyState();
  const value = parse(path, text);
  if (isObject(value) && typeof value['version'] === 'number' && value['version'] > 1) {
    const version = String(value['version']);
    fail('UsageInvalid', `${path} was written by a newer envctl (format ${version})`, {
      hint: `update envctl, or ${HINT}`,
    });
  }
  if (!isState(value)) fail('UsageInvalid', `${path} does not hold the state of a simulator`, { hint: HINT });
  return value;
}

function read(path: string): string | null {
  try {
    if (statSync(path).size > MAX_BYTES)
      fail('UsageInvalid', `${path} has more than ${String(MAX_BYTES / 1024 / 1024)} MiB`, { hint: HINT });
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    if (cause instanceof EnvctlError) throw cause;
    return fail('UsageInvalid', `${path} cannot be read`, { hint: HINT, cause });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return fail('UsageInvalid', `${path} is damaged: it is not JSON`, { hint: HINT, cause });
  }
}

function isState(value: unknown): value is SimulatorState {
  if (!isObject(value)) return false;
  const { version, sequence, now, queue, services } = value;
  const counted = version === 1 && Number.isSafeInteger(sequence) && Number.isFinite(now);
  const parts = isObject(services) ? Object.entries(services) : [];
  const whole = parts.every(([name, part]) => name !== '__proto__' && isObject(part));
  return counted && isObject(services) && whole && Array.isArray(queue) && queue.every(isTask);
}

function isTask(value: unknown): value is QueuedTask {
  if (!isObject(value)) return false;
  const { due, order, service, kind } = value;
  return [due, order].every(Number.isFinite) && [service, kind].every((each) => typeof each === 'string');
}
