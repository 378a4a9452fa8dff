import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsOptions, CallRecord } from './aws/options.ts';
import type { Context } from './cli/context.ts';
import type { Connect, Connection, Serve } from './cli/context.ts';
import { runProgram } from './cli/run.ts';
import type { ExitCode } from './diagnostics/codes.ts';
import type { Host } from './host.ts';
import type { Environment } from './model/environment.ts';
import { lineProgress, liveProgress, silent, type Progress } from './report/progress.ts';
import { callText } from './report/calls.ts';

/** The composition root: decides whether AWS is the real one, and hands everything to the command line. */
export function main(argv: readonly string[], host: Host): Promise<ExitCode> {
  return runProgram(argv, { host, connect, serve, version: version() });
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : '0';
}

const connect: Connect = async ({ context, environments }) =>
  context.options.simulate ? simulated(context, environments) : real(context, environments);

async function real(context: Context, environments: readonly Environment[]): Promise<Connection> {
  const { host, options } = context;
  const base = {
    clock: host.clock,
    region: regionOf(context, environments),
    profile: options.profile ?? null,
    env: host.env,
  };
  return open(context, base, () => Promise.resolve());
}

/** The embedded AWS, kept in a file of the project so that one command follows another; its time is virtual. */
async function simulated(context: Context, environments: readonly Environment[]): Promise<Connection> {
  const { openProject } = await import('./simulator/project.ts');
  const { host } = context;
  const waiting = (pid: number): void => host.stderr.write(`waiting for process ${pid}, which uses the simulator\n`);
  const simulator = await openProject(simulatorFile(host), environments, { signal: host.signal, onWait: waiting });
  const { clock, requestHandler, credentials } = simulator;
  const base = { clock, region: regionOf(context, environments), profile: null, env: {}, requestHandler, credentials };
  return open(context, base, async () => simulator.close());
}

async function open(
  context: Context,
  options: Omit<AwsOptions, 'onCall' | 'signal'>,
  close: () => Promise<void>,
): Promise<Connection> {
  const { createAws } = await import('./aws/aws.ts');
  const { signal } = context.host;
  const { clock } = options;
  const progress = progressOf(context, clock);
  const onCall = (call: CallRecord): void => context.host.stderr.write(callText(call));
  const aws = createAws({ ...options, signal, ...(context.options.verbose ? { onCall } : {}) });
  return {
    run: { aws, clock, signal, emit: progress.emit },
    close: async () => {
      progress.close();
      await close();
    },
  };
}

function progressOf({ host, options, style }: Context, clock: AwsOptions['clock']): Progress {
  if (options.quiet) return silent;
  const live = host.stderr.isTerminal && options.output === 'text' && !options.verbose && !host.env['CI'];
  return live ? liveProgress(process.stderr, clock, style) : lineProgress(host.stderr, clock, style);
}

function regionOf({ host, options }: Context, environments: readonly Environment[]): string {
  return options.region ?? host.env['AWS_REGION'] ?? environments[0]?.region ?? 'us-east-1';
}

function simulatorFile({ cwd }: Host): string {
  return join(cwd, '.envctl', 'simulator.json');
}

const serve: Serve = async ({ context, port, speed, organization }) => {
  const { serveProject } = await import('./simulator/project.ts');
  return serveProject(simulatorFile(context.host), { port, speed, organization });
};
