import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fail } from './diagnostics/error.ts';

/** A program that takes this one's place at the terminal for a while. */
export interface Foreground {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Runs a program with this one's input and output, and answers its exit status; 128 and the number of the signal, when one
 * ended it. Signals go to it and end nothing here. Throws UsageInvalid when it cannot be started.
 */
export async function runForeground({ command, parameters, env }: Foreground): Promise<number> {
  const child = spawn(command, parameters, { stdio: 'inherit', env: { ...env } });
  const release = redirect((signal) => {
    // A terminal sends Ctrl-C and Ctrl-\ to the program as well: twice would mean "at once" to many.
    const fromTerminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    if (!fromTerminal) child.kill(signal);
  });
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } catch (cause) {
    fail('UsageInvalid', `${command} cannot be started`, { hint: 'check that it is installed and on the PATH', cause });
  } finally {
    release();
  }
}

/** Has signals go to `to`, and to nobody else, until the answer is called. */
function redirect(to: (signal: NodeJS.Signals) => void): () => void {
  const others = PASSED_ON.map((name) => [name, process.listeners(name)] as const);
  for (const [name] of others) {
    process.removeAllListeners(name);
    process.on(name, to);
  }
  return () => {
    for (const [name, listeners] of others) {
      process.off(name, to);
      for (const listener of listeners) process.on(name, listener);
    }
  };
}
