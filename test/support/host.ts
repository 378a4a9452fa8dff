import { setMaxListeners } from 'node:events';
import type { Host, Output, Prompter } from '../../src/host.ts';
import { realClock } from '../../src/model/clock.ts';

/** A stream that remembers. */
export interface Recorded extends Output {
  text(): string;
}

export interface TestHost extends Host {
  readonly stdout: Recorded;
  readonly stderr: Recorded;
}

/** `columns`: results go to a terminal that is so wide. */
export type HostOptions = Partial<Omit<Host, 'stdout' | 'stderr'>> & { readonly columns?: number };

/** A host without a terminal unless its width is given, in which nobody can be asked unless a prompter is given. */
export function testHost({ columns, ...given }: HostOptions = {}): TestHost {
  const { signal } = new AbortController();
  // As the real one: as many may wait as like.
  setMaxListeners(0, signal);
  return {
    env: {},
    cwd: '/project',
    clock: realClock,
    prompter: null,
    readStdin: async () => null,
    signal,
    foreground: () => Promise.reject(new Error('nobody expected another program')),
    user: 'emma',
    hostname: 'laptop',
    pid: 4711,
    ...given,
    stdout: recorded(columns),
    stderr: recorded(),
  };
}

function recorded(columns?: number): Recorded {
  let written = '';
  return {
    isTerminal: columns !== undefined,
    columns: columns ?? 80,
    rows: 24,
    write: (text) => void (written += text),
    text: () => written,
  };
}

/** A person who gives these answers one after the other, and the questions that were asked. */
export interface ScriptedPrompter extends Prompter {
  readonly questions: string[];
}

/** Fails when it is asked more often than it has answers. `null` is Ctrl-C. */
export function scripted(...answers: readonly (boolean | string | null)[]): ScriptedPrompter {
  const questions: string[] = [];
  const answer = (question: string): boolean | string | null => {
    const given = answers[questions.length];
    questions.push(question);
    if (given === undefined) throw new Error(`nobody expected to be asked: ${question}`);
    return given;
  };
  return {
    questions,
    confirm: async (question) => answer(question) as boolean | null,
    text: async (question) => answer(question) as string | null,
    secret: async (question) => answer(question) as string | null,
  };
}
