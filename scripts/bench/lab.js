// The program and an AWS, in virtual time, with the published rates enforced. The AWS is embedded or in a process of its own.
import { setMaxListeners } from 'node:events';
import { createAws, runProgram, simulatorHandler, spareMemory, virtualClock } from '../../dist/bench/program.js';

const START = Date.UTC(2026, 0, 5, 10);
/** Options of a command about many environments, of whose text nothing is wanted. */
export const QUIET = ['--yes', '--output', 'json', '--quiet', '--concurrency', '100000'];
/** Seconds that the simulator takes to make a change set. */
export const CHANGE_SET = 3;

const CREDENTIALS = { accessKeyId: 'AKIABENCHEXAMPLE', secretAccessKey: 'bench' };

/** `settings` are the simulator's. `begin` brings up its world: `worldHere` or `worldApart`. */
export async function createLab(begin, settings = {}) {
  const clock = virtualClock(START);
  const world = await begin(clock.now, settings);
  return { ...world, clock, run: (folder, argv, onCall) => run({ clock, world }, folder, argv, onCall) };
}

/** e0, e1, … */
export function environments(count) {
  return Array.from({ length: count }, (_, index) => `e${index}`);
}

/** The account of each. */
export function idOf(index) {
  return String(300_000_000_000 + index);
}

/** One command line: how it ended, its calls, its seconds by the virtual clock, and the processor's by the real one. */
async function run({ clock, world }, folder, argv, told = () => undefined) {
  const calls = new Map();
  const output = { out: '', err: '' };
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const stream = (name) => ({ isTerminal: false, columns: 80, write: (text) => void (output[name] += text) });
  const host = {
    env: {},
    cwd: folder,
    clock,
    prompter: null,
    signal,
    user: 'bench',
    hostname: 'bench',
    pid: process.pid,
    stdout: stream('out'),
    stderr: stream('err'),
  };
  let throttled = 0;
  const onCall = (call) => {
    told(call);
    const { service, operation, error } = call;
    const key = `${service}:${operation}`;
    calls.set(key, (calls.get(key) ?? 0) + 1);
    if (/Throttl|TooManyRequests|RateExceeded/i.test(error ?? '')) throttled += 1;
  };
  const aws = { clock, region: 'eu-west-1', profile: null, env: {}, credentials: CREDENTIALS, signal, onCall };
  const connect = async ({ environments }) => {
    await spareMemory(environments.length);
    return {
      run: {
        aws: createAws({
          ...aws,
          requestHandler: simulatorHandler({ handle: world.handle, settings: { clock } }),
          random: () => 0.5,
        }),
        clock,
        signal,
        emit: () => undefined,
        ask: null,
        probe: async () => 'unknown',
      },
      close: async () => undefined,
    };
  };
  // Commands of people come one after the other: the buckets of AWS have filled again.
  await clock.sleep(60_000);
  const [began, cpu] = [clock.now(), process.cpuUsage()];
  const exit = await runProgram(argv, { host, version: '0', serve: null, connect });
  const used = process.cpuUsage(cpu);
  if (exit !== 0)
    throw new Error(`envctl ${argv.slice(0, 3).join(' ')} … ended with ${exit}\n${output.err.slice(-2_000)}`);
  return {
    out: output.out,
    calls: [...calls.values()].reduce((sum, count) => sum + count, 0),
    byOperation: Object.fromEntries(calls),
    throttled,
    seconds: (clock.now() - began) / 1_000,
    cpuSeconds: (used.user + used.system) / 1e6,
  };
}
