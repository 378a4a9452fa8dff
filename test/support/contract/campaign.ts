import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { realClock, type Clock } from '../../../src/model/clock.ts';
import { scaledClock } from '../../../src/simulator/scaled-clock.ts';
import type { Ended } from '../cli.ts';
import type { Case, CaseResult, Task } from '../faults/case.ts';
import { lastVerdict, outcomeOf, verdict, watched, type Left } from '../faults/judgement.ts';
import { sample } from '../faults/sample.ts';
import { writeFiles } from '../folder.ts';
import { addKeys, addTroubles, endTroubles, type Trouble } from './control.ts';
import { laneAt, type Lane } from './lane.ts';
import { ENDPOINT_KINDS, filesFor, isLook, TASKS, type Start } from './tasks.ts';

type EndpointCase = Case<Task<Start>>;

export interface EndpointResults {
  readonly results: readonly CaseResult[];
  /** What was rejected and nobody waited for. */
  readonly unheeded: readonly string[];
}

export interface CampaignOptions {
  readonly url: string;
  readonly count: number;
  readonly seed: number;
}

/** At the same time: they mostly wait for the endpoint. */
const AT_ONCE = 16;

/** What only looks leaves an account to the next; what changes something has one of its own. */
const GROUPS: readonly (readonly Task<Start>[])[] = [
  ...TASKS.filter((task) => !isLook(task)).map((task) => [task]),
  ...[...new Set(TASKS.map(({ stage }) => stage))]
    .map((stage) => TASKS.filter((task) => isLook(task) && task.stage === stage))
    .filter(({ length }) => length > 0),
];

/** So much faster passes the time of a run that has trouble for ever, which waits for minutes before it gives up. */
const FASTER = 20;

/**
 * Commands meet the faults that another endpoint makes. Every case has an account there of its own. First all commands run undisturbed,
 * then all cases are prepared, then all meet their trouble, which then ends, and who has to runs again.
 */
export async function endpointCampaign({ url, count, seed }: CampaignOptions): Promise<EndpointResults> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'envctl-lanes-')));
  try {
    const lanes = await openLanes(url, GROUPS.length + count, seed);
    const groups = await inParallel(GROUPS, (tasks, at) => undisturbed(tasks, placeAt(base, lanes[at])));
    const wholes = groups.flat();
    const cases = sample(wholes.flatMap(casesOf), count, seed);
    const places = await inParallel(cases, async ({ task }, at) => {
      const place = placeAt(base, lanes[GROUPS.length + at]);
      await begin(place, task.stage);
      return { ...place, before: await place.lane.look() };
    });
    await addTroubles(cases.map((one, at) => troubleOf(one, placeOf(places, at).lane.account)));
    const runs = inParallel(cases, (one, at) => firstRun(one, placeOf(places, at)));
    const { ended: firsts, unheeded } = await watched(() => runs);
    const struck = await endTroubles();
    const results = await inParallel(cases, (one, at) => {
      const place = placeOf(places, at);
      const known = wholes.find(({ task }) => task === one.task);
      const whole = { ours: known?.left.ours, theirs: place.before.theirs, locks: [] };
      return judge(one, { place, ended: placeOf(firsts, at), whole, met: (struck.get(place.lane.account) ?? 0) > 0 });
    });
    return { results, unheeded };
  } finally {
    await rm(base, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A project, and the account that it is in. */
interface Place {
  readonly base: string;
  readonly lane: Lane;
}

function placeAt(base: string, lane: Lane | undefined): Place {
  if (!lane) throw new Error('there are too few accounts');
  return { base, lane };
}

function placeOf<T>(places: readonly T[], at: number): T {
  const place = places[at];
  if (!place) throw new Error('a case was not prepared');
  return place;
}

async function openLanes(url: string, count: number, seed: number): Promise<Lane[]> {
  const first = 700_000_000_000 + (Date.now() % 1_000_000) * 10_000 + (seed % 10) * 1_000;
  const lanes = Array.from({ length: count }, (_, at) => laneAt(url, String(first + at)));
  await addKeys(Object.fromEntries(lanes.flatMap(({ account, keys }) => keys.map((key) => [key, account]))));
  return lanes;
}

async function inParallel<T, R>(all: readonly T[], work: (one: T, at: number) => Promise<R>): Promise<R[]> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  return Promise.all(all.map((one, at) => queue.add(() => work(one, at))));
}

function rootOf({ base, lane }: Place): string {
  return join(base, lane.account);
}

/** Brings an account to where a command starts. */
async function begin(place: Place, start: Start): Promise<void> {
  const { lane } = place;
  await writeFiles(rootOf(place), filesFor(lane.account, start === 'changed' ? 'deployed' : start));
  await lane.prepare();
  if (start !== 'empty')
    succeeded('deploy dev --yes', await lane.run(rootOf(place), 'deploy dev --yes', { clock: realClock }));
  await writeFiles(rootOf(place), filesFor(lane.account, start));
}

function succeeded(line: string, { exit, stdout, stderr }: Ended): void {
  if (exit !== 0) throw new Error(`${line} ended with ${String(exit)}: ${stdout}${stderr}`);
}

interface Whole {
  readonly task: Task<Start>;
  /** Operations that were asked for with the caller's own keys, in order. */
  readonly calls: readonly string[];
  readonly left: Left;
}

/** Runs commands one after the other, all but the last of which only look. */
async function undisturbed(tasks: readonly Task<Start>[], place: Place): Promise<Whole[]> {
  await begin(place, tasks[0]?.stage ?? 'empty');
  const wholes: Whole[] = [];
  for (const task of tasks) wholes.push(await measured(task, place));
  return wholes;
}

async function measured(task: Task<Start>, place: Place): Promise<Whole> {
  const { lane } = place;
  const calls: string[] = [];
  const onCall = ({ service, operation, account }: { service: string; operation: string; account: string }): void => {
    if (account === 'caller' || account === lane.account) calls.push(`${service}:${operation}`);
  };
  succeeded(task.line, await lane.run(rootOf(place), task.line, { clock: realClock, onCall }));
  return { task, calls, left: await lane.look() };
}

function casesOf({ task, calls }: Whole): EndpointCase[] {
  return [...new Set(calls)].flatMap((operation) =>
    ENDPOINT_KINDS.filter((kind) => isFit(task, operation, kind.name)).map((kind) => ({
      task,
      operation,
      nth: 1,
      kind,
    })),
  );
}

/** The head of an object is of no writer. Keys that are over are those of everybody who is still at work: only a look ends cleanly. */
function isFit(task: Task, operation: string, kind: string): boolean {
  if (kind === 'concurrent modification') return !operation.startsWith('s3:Head');
  return kind !== 'credentials over' || isLook(task);
}

function troubleOf({ operation, nth, kind }: EndpointCase, account: string): Trouble {
  const [service = '', name = ''] = operation.split(':');
  return {
    id: account,
    operation: { service, name },
    effect: kind.effect,
    times: kind.times,
    nth,
    accounts: [account],
  };
}

function firstRun({ task, kind }: EndpointCase, place: Place): Promise<Ended> {
  const clock: Clock = Number.isFinite(kind.times) ? realClock : scaledClock(FASTER);
  return place.lane.run(rootOf(place), task.line, { clock });
}

interface Disturbed {
  readonly place: Place;
  readonly ended: Ended;
  readonly whole: Left;
  readonly met: boolean;
}

async function judge(one: EndpointCase, { place, ended, whole, met }: Disturbed): Promise<CaseResult> {
  const { task, operation, nth, kind } = one;
  const { lane } = place;
  const { problems, again } = verdict(one, { ended, met, unheeded: [] }, await lane.look(), whole);
  if (again) {
    const last = await lane.run(rootOf(place), task.line, { clock: realClock, again: true });
    problems.push(...lastVerdict(last, await lane.look(), whole));
  }
  return { command: task.line, operation, nth, kind: kind.name, outcome: outcomeOf(ended, kind, met), problems };
}
