import { Script } from 'node:vm';
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
    const isLinear = joinsWords(source, flags);
    const isQuick = hasFewChoices(source);
    const known = new Map<string, boolean>();
    const look = (text: string): boolean => {
      const found = known.get(text) ?? isFound(pattern, text);
      known.set(text, found);
      return found;
    };
    return {
      test: (text: string) => (isLinear || (isQuick && text.length <= SHORT) ? pattern.test(text) : look(text)),
    };
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

/**
 * Words with a sign between them that no word has, as in `^[a-z0-9]+(-[a-z0-9]+)*$`: each letter can be in one place only. To
 * run a pattern in a way that can be stopped takes longer than to read the definition that has the value.
 */
function joinsWords(source: string, flags: string): boolean {
  const { word = '', sign = '' } = JOINED.exec(source)?.groups ?? {};
  return word !== '' && !new RegExp(word, flags).test(sign.slice(-1));
}

const JOINED = /^\^(?<word>\[[^\]\\]+\])\+\((?:\?:)?(?<sign>\\[^\w\s]|[-_:/@,;])\k<word>\+\)[*+]\$$/;
const CLASS = /\[(?:\\.|[^\]\\])*\]/g;
const CHOICE = /(?<!\()[*+?{|]/g;

/** Looks in a script of its own, which can be stopped. Environments mostly give the same value: each is looked at once. */
function isFound(pattern: RegExp, text: string): boolean {
  const script = new Script(`${String(pattern)}.test(${JSON.stringify(text)})`);
  try {
    return script.runInThisContext({ timeout: PATIENCE_MS }) === true;
  } catch (cause) {
    return fail('ConfigInvalid', `the pattern ${pattern.source} of the schema takes too long for a value`, {
      hint: 'write it without repetitions inside repetitions, such as (a+)+',
      cause,
    });
  }
}
