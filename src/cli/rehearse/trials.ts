import { lockKey } from '../../model/names.ts';
import { isObject } from '../../model/json.ts';
import type { FaultOutcome, NextRun } from '../../model/rehearsal.ts';
import type { Conditions, Sandbox, SandboxStack } from '../../model/sandbox.ts';
import type { Trial } from '../../rehearse/faults.ts';
import type { Context } from '../context.ts';
import { perform, type Performed, type Piece } from './perform.ts';

/** Between a run that failed and the next one: somebody has to look, and what is under way in AWS goes on. */
const PAUSE_MS = 60_000;

export interface TrialRun {
  readonly context: Context;
  readonly piece: Piece;
  /** In which nothing has happened yet; each trial takes place in a copy. */
  readonly sandbox: Sandbox;
  readonly seconds: Conditions['seconds'];
  readonly begin: number;
  /** Status of each stack after the rehearsal without failures, by `<region>/<name>`. */
  readonly wanted: ReadonlyMap<string, string>;
}

/** Lets something go wrong, looks at what is left, and runs the same command again. */
export async function tryOut(trial: Trial, input: TrialRun): Promise<FaultOutcome> {
  const { context, piece, seconds, begin, wanted } = input;
  const sandbox = input.sandbox.copy();
  const failed = await perform(context, piece, sandbox, { at: begin, fault: trial.fault, seconds });
  const { kind, ...fault } = trial.fault;
  const outcome = failed.killed ? 'killed' : outcomeOf(failed);
  const { subject, at: moment } = trial;
  const went = { fault: kind, subject, at: moment, outcome, seconds: tenths(failed.end - failed.begin) } as const;
  const error = firstCode(failed);
  const until = 'until' in fault ? fault.until : 0;
  const at = Math.max(failed.end, until) + PAUSE_MS;
  sandbox.elapse(at);
  const left = leftOver(sandbox, wanted);
  const locked = isLocked(sandbox, piece);
  const isWhole = (outcome === 'succeeded' || outcome === 'unchanged') && left.length === 0 && !locked;
  if (isWhole) return { ...went, error, left, locked, next: null, recovers: true };
  const again = await perform(context, piece, sandbox, { at, fault: null, seconds });
  const next = nextRun(again);
  return {
    ...went,
    error,
    left,
    locked,
    next,
    recovers: next.outcome !== 'failed' && leftOver(sandbox, wanted).length === 0,
  };
}

function nextRun(again: Performed): NextRun {
  return {
    outcome: outcomeOf(again),
    seconds: tenths(again.end - again.begin),
    apiCalls: again.apiCalls,
    services: again.outcomes.flatMap(({ services }) =>
      services
        .filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'shared')
        .map(({ service, region, outcome }) => ({ service, region, outcome })),
    ),
    error: firstCode(again),
  };
}

/** Of all environments together. */
function outcomeOf({ outcomes, errors }: Performed): NextRun['outcome'] {
  if (errors.some(({ problems }) => problems.length > 0)) return 'failed';
  return outcomes.every(({ outcome }) => outcome === 'unchanged') ? 'unchanged' : 'succeeded';
}

function firstCode({ errors }: Performed): string | null {
  return errors.flatMap(({ problems }) => problems)[0]?.code ?? null;
}

/** Stacks that are not what they would be had nothing gone wrong; those that are not there at all as `ABSENT`. */
function leftOver(sandbox: Sandbox, wanted: ReadonlyMap<string, string>): Omit<SandboxStack, 'account'>[] {
  const now = statuses(sandbox);
  const keys = [...new Set([...wanted.keys(), ...now.keys()])].sort();
  return keys.flatMap((key) => {
    const status = now.get(key) ?? 'ABSENT';
    if (isAlike(status, wanted.get(key) ?? 'ABSENT')) return [];
    const [region = '', name = ''] = key.replace(/ \d+$/, '').split('/');
    return [{ region, name, status }];
  });
}

/** A stack may have come to the same in another way: created at once, or created and then updated. */
function isAlike(status: string, wanted: string): boolean {
  const isUp = (one: string): boolean => one === 'CREATE_COMPLETE' || one.startsWith('UPDATE_COMPLETE');
  return status === wanted || (isUp(status) && isUp(wanted));
}

/**
 * Status of each stack, by `<region>/<name>`, with a number behind it where several accounts have one: an account that is made each time
 * anew has another id each time.
 */
export function statuses(sandbox: Sandbox): Map<string, string> {
  const known = new Map<string, number>();
  const stacks = sandbox.stacks().map(({ region, name, status }) => ({ key: `${region}/${plain(name)}`, status }));
  const sorted = stacks.sort((a, b) => (a.key + a.status < b.key + b.status ? -1 : 1));
  return new Map(
    sorted.map(({ key, status }) => {
      const number = (known.get(key) ?? 0) + 1;
      known.set(key, number);
      return [number === 1 ? key : `${key} ${number}`, status];
    }),
  );
}

/** Stacks of a stack set have a name that is made up anew each time: `StackSet-<set>-<uuid>`. */
function plain(name: string): string {
  return name.replace(/^(StackSet-.+)(?:-[0-9a-f]+){5}$/, '$1');
}

function isLocked(sandbox: Sandbox, { prepared }: Piece): boolean {
  return prepared.some(({ environment: { project, name } }) =>
    sandbox.objects(lockKey(name)).some(({ bucket, body }) => bucket.startsWith(`${project}-`) && isHeld(body)),
  );
}

function isHeld(body: string): boolean {
  const content: unknown = JSON.parse(body);
  return isObject(content) && content['released'] !== true;
}

function tenths(ms: number): number {
  return Math.round(ms / 100) / 10;
}
