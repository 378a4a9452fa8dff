import { OPTIONAL } from '../../../src/cli/actions.ts';
import type { Ended } from '../cli.ts';
import type { Case, CaseResult, Task } from './case.ts';
import { actionOf, type Kind } from './kinds.ts';

/** What is there after a run, apart from what differs between two runs that did the same. */
export interface Left {
  /** Compared entry by entry: what exists twice is seen. */
  readonly ours: unknown;
  /** Everything of somebody else, to the last time stamp. */
  readonly theirs: string;
  /** Locks that somebody holds. */
  readonly locks: readonly string[];
}

/** How a run went that was meant to meet trouble. */
interface Met {
  readonly ended: Ended;
  readonly unheeded: readonly string[];
  readonly met: boolean;
}

/** What is wrong with a run and what it left; `again`: it did not come to its end, and has to when it is repeated. */
export function verdict(
  one: Case,
  { ended, unheeded, met }: Met,
  left: Left,
  whole: Left,
): { problems: string[]; again: boolean } {
  const { task, operation, kind } = one;
  const told = met ? [...unheeded, ...answerProblems(ended, one), ...lockProblems(left, one)] : [];
  const wrong = leftProblems('it ended with 0, but', left, whole);
  const isEnd = ended.exit === 0 && kind.exits !== null && !isQueued(ended) && !isDispensable(task, operation, kind);
  return { problems: isEnd ? [...told, ...wrong] : told, again: !isEnd && wrong.length > 0 };
}

/** What is not right once the command has been run again, by another process and undisturbed. */
export function lastVerdict(ended: Ended, left: Left, whole: Left): string[] {
  const refused = ended.exit === 0 ? [] : [`run again it ends with ${String(ended.exit)}: ${shorten(ended)}`];
  return [...refused, ...leftProblems('after it was run again', left, whole)];
}

/** How what is there differs from what an undisturbed run leaves. */
export function leftProblems(when: string, left: Left, whole: Left): string[] {
  const problems: string[] = [];
  const difference = firstDifference(left.ours, whole.ours);
  if (difference !== null) problems.push(`${when} ${difference}`);
  if (left.theirs !== whole.theirs) problems.push('something that is not ours was touched');
  return problems;
}

/** A lock may stay only where giving it back is what AWS refuses. */
function lockProblems({ locks }: Left, { operation, kind }: Case): string[] {
  const cannot = kind.exits === null || kind.locksOut === true || (operation === 's3:PutObject' && kind.times > 2);
  return cannot ? [] : locks.map((lock) => `the lock ${lock} stays`);
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
export async function watched<T>(run: () => Promise<T>): Promise<{ ended: T; unheeded: string[] }> {
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

/** What became of a run that met this trouble, or did not. */
export function outcomeOf({ exit }: Ended, kind: Kind, met: boolean): CaseResult['outcome'] {
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

/** Where two trees part, and how; null when they are alike. */
export function firstDifference(actual: unknown, wanted: unknown, path = 'AWS'): string | null {
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

/** The errors of a run, in one line. */
function shorten({ stdout, stderr }: Ended): string {
  const errors = /"errors": \[[\s\S]*\]/.exec(stdout)?.[0] ?? stderr;
  return errors.replaceAll(/\s+/g, ' ').slice(0, 500);
}
