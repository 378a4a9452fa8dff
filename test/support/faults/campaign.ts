import { OPTIONAL } from '../../../src/cli/actions.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import type { WireRequest } from '../../../src/simulator/service.ts';
import type { SimulatorState } from '../../../src/simulator/state.ts';
import { deskAt, type DeskRun, type Ended } from '../cli.ts';
import { operationOf, operationText } from '../aws-model.ts';
import { createWorld } from '../world.ts';
import { faulty } from './faulty.ts';
import { actionOf, KINDS, type Kind } from './kinds.ts';
import { pausableClock, type PausableClock } from './pausable-clock.ts';
import { heldLocks, snapshot } from './snapshot.ts';
import { foreign, type Stage, type StageName, type Stages } from './stages.ts';

/** A command line of the campaign, and where it starts. */
export interface Task {
  readonly line: string;
  readonly stage: StageName;
}

export const TASKS: readonly Task[] = [
  { line: 'create-account dev', stage: 'empty' },
  { line: 'deploy pr --create --yes', stage: 'empty' },
  { line: 'bootstrap dev', stage: 'account' },
  { line: 'config set dev a/LIMIT=5', stage: 'lender' },
  { line: 'config set dev a/TOKEN', stage: 'baseline' },
  { line: 'config unset dev a/TOKEN', stage: 'lender' },
  { line: 'config copy dev emma', stage: 'deployed' },
  { line: 'deploy dev --yes', stage: 'ready' },
  { line: 'deploy emma --yes', stage: 'lender' },
  { line: 'deploy dev --prune --yes', stage: 'changed' },
  { line: 'destroy emma --yes', stage: 'deployed' },
  { line: 'destroy dev --purge --yes', stage: 'alone' },
  { line: 'close-account dev --confirm dev', stage: 'alone' },
  { line: 'reap --close --yes', stage: 'expired' },
  { line: 'unlock dev --yes', stage: 'deployed' },
  { line: 'plan dev', stage: 'changed' },
  { line: 'plan dev --destroy', stage: 'alone' },
  { line: 'list --long', stage: 'deployed' },
  { line: 'status dev', stage: 'deployed' },
  { line: 'history dev', stage: 'deployed' },
  { line: 'config show dev', stage: 'deployed' },
  { line: 'config diff dev emma', stage: 'deployed' },
  { line: 'config history dev a/LIMIT', stage: 'deployed' },
  { line: 'quotas dev', stage: 'deployed' },
  { line: 'report dev', stage: 'deployed' },
  { line: 'credentials dev', stage: 'deployed' },
  { line: 'profiles', stage: 'deployed' },
  { line: 'doctor', stage: 'deployed' },
];

/** One operation of one command meets one kind of trouble. */
export interface Case {
  readonly task: Task;
  readonly operation: string;
  readonly nth: number;
  readonly kind: Kind;
}

/** How a case went. */
export interface CaseResult {
  readonly command: string;
  readonly operation: string;
  readonly nth: number;
  readonly kind: string;
  /** `passed over`: as if nothing had been; `reported`: an error and its exit code; `resumed`: killed, the re-run went on. */
  readonly outcome: 'passed over' | 'reported' | 'resumed' | 'not met';
  /** Each is a defect. */
  readonly problems: readonly string[];
}

/** What an undisturbed run asks for and leaves; a second one changes nothing of it. */
interface Undisturbed {
  readonly calls: readonly string[];
  readonly after: unknown;
  readonly foreign: string;
}

/** Every case, and what carries one out. */
export interface Campaign {
  readonly cases: readonly Case[];
  run(one: Case): Promise<CaseResult>;
}

const CREDENTIALS: Partial<DeskRun> = { readStdin: async () => 'a new secret' };

/** Runs every command undisturbed to find out what it asks of AWS. */
export async function openCampaign(stages: Stages): Promise<Campaign> {
  const undisturbed = new Map<Task, Undisturbed>();
  for (const task of TASKS) undisturbed.set(task, await measure(task, stages[task.stage]));
  const cases = [...undisturbed].flatMap(([task, { calls }]) => casesOf(task, calls));
  const known = (task: Task): Undisturbed => {
    const found = undisturbed.get(task);
    if (!found) throw new Error(`${task.line} was not measured`);
    return found;
  };
  return { cases, run: (one) => carryOut(one, stages[one.task.stage], known(one.task)) };
}

/** The first request of each operation, and the last one where it matters how far a run has come. */
function casesOf(task: Task, calls: readonly string[]): Case[] {
  return [...new Set(calls)].flatMap((operation) => {
    const count = calls.filter((one) => one === operation).length;
    return KINDS.filter(({ name }) => name !== CONFLICT || !operation.startsWith('s3:Head')).flatMap((kind) => {
      const places = count > 1 && LATE.has(kind.effect.type) ? [1, count] : [1];
      return places.map((nth) => ({ task, operation, nth, kind }));
    });
  });
}

/** Nothing that only looks at the head of an object can meet a writer; and its answer has no body to say so. */
const CONFLICT = 'concurrent modification';

const LATE = new Set<Kind['effect']['type']>(['kill', 'hang', 'drop']);

interface Play {
  readonly state: SimulatorState;
  readonly clock: PausableClock;
  run(task: Task, more?: DeskRun): Promise<Ended>;
}

function play({ root, state: from }: Stage): Play & { readonly world: ReturnType<typeof createWorld> } {
  const state = structuredClone(from);
  const clock = pausableClock(state.now);
  const world = createWorld({ clock, accountQuota: 20 }, { state });
  const { run } = deskAt(root, world);
  return {
    world,
    state,
    clock,
    run: ({ line }, more = {}) => run(`${line} --output json`, { clock, ...CREDENTIALS, ...more }),
  };
}

async function measure(task: Task, stage: Stage): Promise<Undisturbed> {
  const { world, state, run } = play(stage);
  const calls: string[] = [];
  const { simulator } = world;
  const handle = (request: WireRequest) => {
    calls.push(operationText(operationOf(request)));
    return simulator.handle(request);
  };
  const first = await run(task, { aws: { wrap: () => simulatorHandler({ ...simulator, handle }) } });
  const whole = { calls: [...calls], after: snapshot(state), foreign: foreign(state) };
  const changes = firstDifference(snapshot(stage.state), whole.after) !== null;
  const runs = changes ? [first, await run(task)] : [first];
  for (const { exit, stdout } of runs)
    if (exit !== 0) throw new Error(`${task.line} ended with ${String(exit)}: ${stdout}`);
  const [problem] = stateProblems('run a second time', state, whole);
  if (problem !== undefined) throw new Error(`${task.line}: ${problem}`);
  return whole;
}

async function carryOut({ task, operation, nth, kind }: Case, stage: Stage, whole: Undisturbed): Promise<CaseResult> {
  const { world, state, clock, run } = play(stage);
  const { simulator, struck } = faulty(world.simulator, clock, { operation, nth, kind });
  const { ended, unheeded } = await watched(() => run(task, { aws: { wrap: () => simulatorHandler(simulator) } }));
  const named = { command: task.line, operation, nth, kind: kind.name };
  const met = struck() > 0;
  const problems = met
    ? [...unheeded, ...answerProblems(ended, { operation, kind }), ...lockProblems(state, { operation, kind })]
    : [];
  const left = stateProblems('it ended with 0, but', state, whole);
  const isEnd = ended.exit === 0 && kind.exits && !isQueued(ended) && !isDispensable(task, operation, kind);
  if (isEnd) problems.push(...left);
  else if (left.length > 0) problems.push(...(await resumeProblems({ state, run }, task, whole)));
  return { ...named, outcome: outcomeOf(ended, kind, met), problems };
}

/** A permission that the command says it can do without: it does what is left to do. */
function isDispensable({ line }: Task, operation: string, { effect }: Kind): boolean {
  const [service = '', name = ''] = operation.split(':');
  const action = actionOf({ service, name });
  return (
    effect.type === 'denied' && OPTIONAL.some(({ lines, actions }) => lines.test(line) && actions.includes(action))
  );
}

/** A closing that AWS does not take now is tagged, and a later run goes on with it: no failure, but not the end either. */
function isQueued({ stdout }: Ended): boolean {
  return stdout.includes('"outcome": "queued"');
}

/** A rejection that nobody waits for would end the process, with a stack trace. */
async function watched(run: () => Promise<Ended>): Promise<{ ended: Ended; unheeded: string[] }> {
  const unheeded: string[] = [];
  const note = (reason: unknown): void => void unheeded.push(`nobody waits for what rejects with ${String(reason)}`);
  process.on('unhandledRejection', note);
  try {
    const ended = await run();
    await new Promise(setImmediate);
    return { ended, unheeded };
  } finally {
    process.off('unhandledRejection', note);
  }
}

/** What is not right once the command has been run again, by another process and undisturbed. */
async function resumeProblems(
  { state, run }: Pick<Play, 'state' | 'run'>,
  task: Task,
  whole: Undisturbed,
): Promise<string[]> {
  const { exit, ...again } = await run(task, { pid: 4712 });
  const refused = exit === 0 ? [] : [`run again it ends with ${String(exit)}: ${shorten({ exit, ...again })}`];
  return [...refused, ...stateProblems('after it was run again', state, whole)];
}

function outcomeOf({ exit }: Ended, kind: Kind, met: boolean): CaseResult['outcome'] {
  if (!met) return 'not met';
  if (kind.exits === null) return 'resumed';
  return exit === 0 ? 'passed over' : 'reported';
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** Is the exit code right, and does the message say what happened, to which request, and what to do? */
function answerProblems(ended: Ended, { operation, kind }: Pick<Case, 'operation' | 'kind'>): string[] {
  if (kind.exits === null) return [];
  if (!kind.exits.includes(ended.exit)) return [`it ends with ${String(ended.exit)}: ${shorten(ended)}`];
  if (ended.exit === 0) return [];
  const errors = toldIn(ended);
  const about = errors.find(({ code }) => kind.codes.includes(code));
  if (!about) return [`no error is one of ${kind.codes.join(', ')}: ${shorten(ended)}`];
  const [service = '', name = ''] = operation.split(':');
  const problems: string[] = [];
  const text = errors.map(({ message }) => message).join('\n');
  if (!text.includes(operation) && !text.includes(actionOf({ service, name })))
    problems.push(`no message names ${operation}: ${text}`);
  if (/undefined|\[object|unexpected: |NaN/.test(text)) problems.push(`a message is not for people: ${text}`);
  if (/^\s+at /m.test(ended.stderr)) problems.push('a stack trace is printed');
  return problems;
}

function toldIn({ stdout }: Ended): Told[] {
  const document = JSON.parse(stdout) as { errors?: Told[] };
  return document.errors ?? [];
}

/** A lock may stay only where giving it back is what AWS refuses. */
function lockProblems(state: SimulatorState, { operation, kind }: Pick<Case, 'operation' | 'kind'>): string[] {
  const cannot = kind.exits === null || (operation === 's3:PutObject' && kind.times > 2);
  return cannot ? [] : heldLocks(state).map((lock) => `the lock ${lock} stays`);
}

function stateProblems(when: string, state: SimulatorState, whole: Undisturbed): string[] {
  const problems: string[] = [];
  const difference = firstDifference(snapshot(state), whole.after);
  if (difference !== null) problems.push(`${when} ${difference}`);
  if (foreign(state) !== whole.foreign) problems.push('something that is not ours was touched');
  return problems;
}

/** Where two trees part, and how; null when they are alike. */
function firstDifference(actual: unknown, wanted: unknown, path = 'AWS'): string | null {
  if (!isTree(actual) || !isTree(wanted)) {
    return Object.is(actual, wanted) ? null : `${path} is ${cut(actual)}, not ${cut(wanted)}`;
  }
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(actual)])) {
    const found = firstDifference(Reflect.get(actual, key), Reflect.get(wanted, key), `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function cut(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 300);
}

function shorten({ stdout, stderr }: Ended): string {
  const errors = /"errors": \[[\s\S]*\]/.exec(stdout)?.[0] ?? stderr;
  return errors.replaceAll(/\s+/g, ' ').slice(0, 500);
}
