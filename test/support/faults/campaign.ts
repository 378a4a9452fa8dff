import { simulatorHandler } from '../../../src/simulator/handler.ts';
import type { WireRequest } from '../../../src/simulator/service.ts';
import type { SimulatorState } from '../../../src/simulator/state.ts';
import { deskAt, type DeskRun, type Ended } from '../cli.ts';
import { operationOf, operationText } from '../aws-model.ts';
import { createWorld } from '../world.ts';
import { faulty } from './faulty.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { Case as AnyCase, CaseResult, Task as AnyTask } from './case.ts';
import { firstDifference, lastVerdict, leftProblems, outcomeOf, verdict, watched, type Left } from './judgement.ts';
import { pausableClock, type PausableClock } from './pausable-clock.ts';
import { heldLocks, snapshot } from './snapshot.ts';
import { foreign, type Stage, type StageName, type Stages } from './stages.ts';

export type Task = AnyTask<StageName>;
export type Case = AnyCase<Task>;

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

/** What an undisturbed run asks for and leaves; a second one changes nothing of it. */
interface Undisturbed extends Left {
  readonly calls: readonly string[];
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
  const whole = { calls: [...calls], ...leftIn(state) };
  const changes = firstDifference(snapshot(stage.state), whole.ours) !== null;
  const runs = changes ? [first, await run(task)] : [first];
  for (const { exit, stdout } of runs)
    if (exit !== 0) throw new Error(`${task.line} ended with ${String(exit)}: ${stdout}`);
  const [problem] = leftProblems('run a second time', leftIn(state), whole);
  if (problem !== undefined) throw new Error(`${task.line}: ${problem}`);
  return whole;
}

async function carryOut(one: Case, stage: Stage, whole: Undisturbed): Promise<CaseResult> {
  const { task, operation, nth, kind } = one;
  const { world, state, clock, run } = play(stage);
  const { simulator, struck } = faulty(world.simulator, clock, { operation, nth, kind });
  const first = await watched(() => run(task, { aws: { wrap: () => simulatorHandler(simulator) } }));
  const met = struck() > 0;
  const { problems, again } = verdict(one, { ...first, met }, leftIn(state), whole);
  const more = again ? lastVerdict(await run(task, { pid: 4712 }), leftIn(state), whole) : [];
  const outcome = outcomeOf(first.ended, kind, met);
  return { command: task.line, operation, nth, kind: kind.name, outcome, problems: [...problems, ...more] };
}

function leftIn(state: SimulatorState): Left {
  return { ours: snapshot(state), theirs: foreign(state), locks: heldLocks(state) };
}
