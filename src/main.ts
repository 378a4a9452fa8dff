import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsOptions, CallRecord } from './aws/options.ts';
import type { Context } from './cli/context.ts';
import type { Connect, Connection, OpenSandbox, Serve } from './cli/context.ts';
import { runProgram } from './cli/run.ts';
import { answered } from './cli/stages/answered.ts';
import { note } from './cli/stages/tell.ts';
import { packageRoot } from './files/package-root.ts';
import { spareMemory } from './heap.ts';
import type { Host } from './host.ts';
import type { Environment } from './model/environment.ts';
import type { Event, Run } from './model/run.ts';
import type { Performance, Sandbox, TimedEvent } from './model/sandbox.ts';
import { groupedProgress, onGitHub } from './report/annotations.ts';
import type { Progress } from './report/progress.ts';
import type { Wire } from './simulator/sandbox.ts';
import type { AskingProgress } from './report/questions.ts';

/** The composition root: decides whether AWS is the real one, and hands everything to the command line. */
export function main(argv: readonly string[], host: Host): Promise<number> {
  return runProgram(argv, { host, connect, serve, openSandbox, version: version() });
}

function version(): string {
  const content: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : '0';
}

const connect: Connect = async ({ context, environments }) => {
  await spareMemory(environments.length);
  return context.options.simulate ? simulated(context, environments) : real(context, environments);
};

async function real(context: Context, environments: readonly Environment[]): Promise<Connection> {
  const { host, options } = context;
  const { probe } = await import('./observe/health.ts');
  const aws = {
    clock: host.clock,
    region: regionOf(context, environments),
    profile: options.profile ?? null,
    env: host.env,
  };
  return open(context, { aws, probe: (url) => probe(url, host.signal), close: () => undefined });
}

/**
 * The embedded AWS, kept in a file of the project so that one command follows another; its time is virtual. What it made
 * cannot be reached, and an address that it gave may be somebody's: nothing is probed.
 */
async function simulated(context: Context, environments: readonly Environment[]): Promise<Connection> {
  const { openProject } = await import('./simulator/project.ts');
  const { host } = context;
  const waiting = (pid: number): void => note(context, `waiting for process ${pid}, which uses the simulator\n`);
  const simulator = await openProject(simulatorFile(host), environments, { signal: host.signal, onWait: waiting });
  const { clock, requestHandler, credentials } = simulator;
  const region = regionOf(context, environments);
  const aws = { clock, region, profile: null, env: {}, requestHandler, credentials };
  return open(context, { aws, probe: () => Promise.resolve('unknown'), close: () => simulator.close() });
}

interface Opening {
  readonly aws: Omit<AwsOptions, 'onCall' | 'signal'>;
  readonly probe: Run['probe'];
  readonly close: () => void;
}

async function open(context: Context, { aws: options, probe, close }: Opening): Promise<Connection> {
  const [{ createAws }, { askingProgress }, { callText }] = await Promise.all([
    import('./aws/aws.ts'),
    import('./report/questions.ts'),
    import('./report/calls.ts'),
  ]);
  const { signal, stderr, user } = context.host;
  const { clock } = options;
  const progress = askingProgress(await progressOf(context, clock));
  const onCall = (call: CallRecord): void => stderr.write(callText(call));
  const aws = createAws({ ...options, user, signal, ...(context.options.verbose ? { onCall } : {}) });
  return {
    run: {
      aws,
      clock,
      signal,
      emit: progress.emit,
      ask: askerOf(context, progress),
      probe,
      isWatched: isLive(context),
      resourceTypes: async () => (await import('./simulator/cloudformation/spec-database.ts')).typeNames(),
    },
    close: async () => {
      progress.close();
      close();
    },
  };
}

function askerOf({ host: { prompter }, options }: Context, progress: AskingProgress): Run['ask'] {
  if (!prompter || options.output === 'json') return null;
  return (question) => progress.ask(async () => answered(await prompter.confirm(question)));
}

/** Somebody sits at a terminal. */
function isLive({ host, options }: Context): boolean {
  return host.stderr.isTerminal && options.output === 'text' && !options.quiet && !options.verbose && !host.env['CI'];
}

async function progressOf(context: Context, clock: AwsOptions['clock']): Promise<Progress> {
  const { host, options, style } = context;
  if (isLive(context))
    return (await import('./report/live.ts')).liveProgress(host.stderr, clock, style, !options.simulate);
  const { lineProgress, silent } = await import('./report/progress.ts');
  if (options.quiet) return silent;
  const lines = lineProgress(host.stderr, clock, style);
  return onGitHub(host.env) ? groupedProgress(lines, host.stderr) : lines;
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

/** An AWS to rehearse on, in memory and in virtual time. */
export const openSandbox: OpenSandbox = async (context, start) => {
  const [{ SimulatorSandbox }, { createAws }, { createWaits }] = await Promise.all([
    import('./simulator/sandbox.ts'),
    import('./aws/aws.ts'),
    import('./aws/waits.ts'),
  ]);
  const { signal, env } = context.host;
  const { region } = start;
  const perform = ({ killed, ...wire }: Wire): Performance => {
    const waits = createWaits();
    const events: TimedEvent[] = [];
    const { clock } = wire;
    const aws = createAws({
      ...wire,
      region,
      profile: null,
      env: { USER: env['USER'] },
      signal,
      random: () => 0.5,
      onCall: (call) => waits.record(call),
    });
    const emit = (event: Event): void => void events.push({ ...event, at: clock.now() });
    const probe: Run['probe'] = () => Promise.resolve('unknown');
    const run: Run = { aws, clock, signal, emit, ask: null, probe, isRehearsal: true };
    return { run, events, waits: () => waits.list(), lastCalls: () => waits.lastCalls(), killed };
  };
  const sandboxOn = (simulator: InstanceType<typeof SimulatorSandbox>): Sandbox => ({
    before: () => perform(simulator.before()).run,
    seedAccount: (account) => simulator.seedAccount(account),
    seedUnit: (unit) => simulator.seedUnit(unit),
    seedStackSet: (set) => simulator.seedStackSet(set),
    seedRegion: (seed) => simulator.seedRegion(seed),
    seedObject: (object) => simulator.seedObject(object),
    copy: () => sandboxOn(simulator.copy()),
    perform: (conditions) => perform(simulator.perform(conditions)),
    stacks: () => simulator.stacks(),
    objects: (key) => simulator.objects(key),
    elapse: (until) => simulator.elapse(until),
  });
  return sandboxOn(new SimulatorSandbox(start));
};
