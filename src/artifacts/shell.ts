import { execa } from 'execa';

/** How long a command may take to end by itself after it was told to, in milliseconds. */
const GRACE_MS = 5_000;

/** A command line and where it runs. */
export interface ShellCommand {
  readonly command: string;
  /** Absolute. */
  readonly directory: string;
  /** Beside the variables that envctl itself was started with. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Runs a command line through the shell of the system. Null when it ended with 0, else how it ended: `ended with exit
 * code 1`. `line` is called with each line that it prints. Rejects with the signal's reason when it is aborted, after the
 * command and everything that it started have been ended.
 */
export async function runInShell(
  shell: ShellCommand,
  line: (text: string) => void,
  signal: AbortSignal,
): Promise<string | null> {
  signal.throwIfAborted();
  const child = start(shell);
  let kill: NodeJS.Timeout | undefined;
  const stop = (): void => {
    endGroup(child.pid, 'SIGTERM');
    kill = setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const text of child.iterable({ from: 'all' })) line(text);
    const result = await child;
    signal.throwIfAborted();
    return ending(result);
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(kill);
  }
}

/** In a process group of its own, so that all of it can be ended; Windows has no groups. */
const OWN_GROUP = process.platform !== 'win32';

function start({ command, directory, variables }: ShellCommand) {
  return execa(command, {
    shell: true,
    cwd: directory,
    env: variables,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    detached: OWN_GROUP,
  });
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(OWN_GROUP ? -pid : pid, signal);
  } catch {
    // It has ended by itself in the meantime.
  }
}

/** How a process came to its end. */
interface Ending {
  readonly failed: boolean;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly shortMessage?: string | undefined;
}

function ending(result: Ending): string | null {
  if (!result.failed) return null;
  if (result.exitCode !== undefined) return `ended with exit code ${result.exitCode}`;
  return result.signal === undefined ? `did not start: ${result.shortMessage}` : `was ended by ${result.signal}`;
}
