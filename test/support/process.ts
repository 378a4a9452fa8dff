import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { ended, type Ended } from './cli.ts';

/** The executable, as it is installed. */
export const ENVCTL = fileURLToPath(new URL('../../bin/envctl.js', import.meta.url));

/** The sample in `environments/`. */
export const SAMPLE = fileURLToPath(new URL('../../environments', import.meta.url));

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves once the output so far holds this; rejects when the process ends without it. */
  until(text: string | RegExp): Promise<void>;
  /** How it ended; -1 when a signal ended it. */
  readonly done: Promise<Ended>;
}

export type Env = Readonly<Record<string, string>>;

/** Nothing of whoever runs the tests, except where programs are. */
function environment(more: Env): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  };
}

/** Starts the program; what is still running when the test ends is killed. */
export function start(argv: readonly string[] | string, cwd: string, env: Env = {}): Running {
  const words = typeof argv === 'string' ? argv.split(' ') : argv;
  const child = spawn(process.execPath, [ENVCTL, ...words], { cwd, env: environment(env) });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  child.stdin.end();
  const done = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(ended(code ?? -1, output.stdout, output.stderr)));
  });
  const holds = (text: string | RegExp): boolean => {
    const all = output.stdout + output.stderr;
    return typeof text === 'string' ? all.includes(text) : text.test(all);
  };
  const until = (text: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds(text)) return;
        for (const name of ['stdout', 'stderr'] as const) child[name].off('data', look);
        resolve();
      };
      for (const name of ['stdout', 'stderr'] as const) child[name].on('data', look);
      child.once('close', () => reject(new Error(`ended without ${String(text)}:\n${output.stdout}${output.stderr}`)));
      look();
    });
  return { child, until, done };
}

/** Runs the program to its end. */
export function envctl(argv: readonly string[] | string, cwd: string, env: Env = {}): Promise<Ended> {
  return start(argv, cwd, env).done;
}

/** Serves the embedded AWS from a folder of its own, and answers the variables by which the program finds it. */
export async function endpoint(cwd: string, speed: number): Promise<Env> {
  const server = start(['simulator', '--port', '0', '--speed', String(speed)], cwd);
  let text = '';
  server.child.stderr.on('data', (more: string) => {
    text += more;
  });
  await server.until(/answers at http:\/\/127\.0\.0\.1:\d+/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
  return { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'AKIASIMULATOR', AWS_SECRET_ACCESS_KEY: 'simulator' };
}
