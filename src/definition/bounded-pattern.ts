import { createContext, runInContext, type Context } from 'node:vm';
import { fail } from '../diagnostics/error.ts';

/** What one look for a pattern may take, ms. Honest ones take a thousandth of it; some take for ever on thirty characters. */
const PATIENCE_MS = 500;

/** As ajv wants it: what makes patterns, with its own text for code that is written down. */
interface PatternEngine {
  (source: string, flags: string): { test(text: string): boolean };
  readonly code: string;
}

/**
 * Patterns of schemas that somebody else wrote: one that backtracks without end is stopped, and named. Throws ConfigInvalid
 * then, and SyntaxError for what is no pattern.
 */
export const boundedPattern: PatternEngine = Object.assign(
  (source: string, flags: string) => {
    const pattern = new RegExp(source, flags);
    const isQuick = hasFewChoices(source);
    let place: Context | null = null;
    const look = (text: string): boolean => isFound((place ??= createContext({ pattern, text })), text, source);
    return { test: (text: string) => (isQuick && text.length <= SHORT ? pattern.test(text) : look(text)) };
  },
  { code: 'new RegExp' },
);

/** Characters. */
const SHORT = 200;

/** Two places at which there is a choice, not one inside the other: on a short text, even all ways to go are soon gone. */
function hasFewChoices(source: string): boolean {
  const choices = source.replace(CLASS, '[]').match(CHOICE)?.length ?? 0;
  return choices <= 2 && !/\)[*+?{]/.test(source);
}

const CLASS = /\[(?:\\.|[^\]\\])*\]/g;
const CHOICE = /(?<!\()[*+?{|]/g;

/** Looks in a place of its own, in which it can be stopped. */
function isFound(place: Context, text: string, source: string): boolean {
  place['text'] = text;
  try {
    return runInContext('pattern.test(text)', place, { timeout: PATIENCE_MS }) === true;
  } catch (cause) {
    return fail('ConfigInvalid', `the pattern ${source} of the schema takes too long for a value`, {
      hint: 'write it without repetitions inside repetitions, such as (a+)+',
      cause,
    });
  }
}
