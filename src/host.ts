import { setMaxListeners } from 'node:events';
import { hostname, userInfo } from 'node:os';
import type { Foreground } from './foreground.ts';
import { MAX_INPUT_BYTES } from './model/input.ts';
import { realClock, type Clock } from './model/clock.ts';
import type * as Prompt from './report/prompt.ts';
import { hasUnicode, inAscii } from './report/ascii.ts';

/** Every side effect that a command may have beside AWS and the file system: made once, handed down, replaced in tests. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Null where nobody can be asked. */
  readonly prompter: Prompter | null;
  /** All of standard input as text; null where that is a terminal, at which nobody is known to type. */
  readonly readStdin: () => Promise<string | null>;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Lets another program have the terminal and the signals until it ends; answers its exit status. */
  readonly foreground: (program: Foreground) => Promise<number>;
  readonly user: string;
  readonly hostname: string;
  readonly pid: number;
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters; 80 where there is no terminal. */
  readonly columns: number;
  /** Height in lines; 24 where there is no terminal. */
  readonly rows: number;
}

/** Asks a person. Each answer may be null: the person pressed Ctrl-C. */
export interface Prompter {
  confirm(question: string): Promise<boolean | null>;
  text(question: string): Promise<string | null>;
  /** Without echo. */
  secret(question: string): Promise<string | null>;
}

/** The process itself. What few commands ask for is looked at when they do: opening standard input loads all of Node's streams. */
export function processHost(): Host {
  const interruption = interruptible();
  return {
    env: process.env,
    cwd: process.cwd(),
    stdout: outputOf(process.stdout, process.env),
    stderr: outputOf(process.stderr, process.env),
    clock: realClock,
    get prompter() {
      return process.stdin.isTTY && process.stderr.isTTY ? lazyPrompter(interruption) : null;
    },
    readStdin: async () => (process.stdin.isTTY ? null : textIn(process.stdin)),
    signal: interruption.signal,
    foreground: async (program) => (await import('./foreground.ts')).runForeground(program),
    get user() {
      return userName();
    },
    get hostname() {
      return hostname();
    },
    pid: process.pid,
  };
}

/** Who runs this. In a container that can be a user id to which no name belongs. */
export function userName(look = (): string => userInfo().username): string {
  try {
    return look();
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

async function textIn(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_INPUT_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function outputOf(stream: NodeJS.WriteStream, env: Host['env']): Output {
  const isPoor = stream.isTTY && !hasUnicode(env);
  // A reader that goes away (`envctl list | head -1`) is no failure of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(isPoor ? inAscii(text) : text),
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
  };
}

/** The second signal ends the process at once: the first one asked it to end in order. */
function interruptible(): AbortController {
  const controller = new AbortController();
  // Everything that waits listens: as many as there are environments and services.
  setMaxListeners(0, controller.signal);
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      interrupt(controller);
    });
  }
  return controller;
}

function interrupt(controller: AbortController): void {
  controller.abort(new DOMException('interrupted', 'AbortError'));
}

/** A terminal at a question sends no signal for Ctrl-C, which stops the run all the same; a signal takes the question back. */
function lazyPrompter(interruption: AbortController): Prompter {
  const { signal } = interruption;
  const ask = async <T>(question: (prompt: typeof Prompt) => Promise<T | null>) => {
    const answer = await question(await import('./report/prompt.ts'));
    if (answer === null) interrupt(interruption);
    return answer;
  };
  return {
    confirm: (message) => ask(({ confirm }) => confirm({ message, signal })),
    text: (message) => ask(({ text }) => text({ message, signal })),
    secret: (message) => ask(({ secret }) => secret({ message, signal })),
  };
}
