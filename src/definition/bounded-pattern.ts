import { createContext, Script, type Context } from 'node:vm';
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
    const place = createContext({ pattern, text: '' });
    return { test: (text: string) => isFound(pattern, place, text) };
  },
  { code: 'new RegExp' },
);

const LOOK = new Script('pattern.test(text)');

function isFound(pattern: RegExp, place: Context, text: string): boolean {
  place['text'] = text;
  try {
    return LOOK.runInContext(place, { timeout: PATIENCE_MS }) === true;
  } catch (cause) {
    return fail('ConfigInvalid', `the pattern ${pattern.source} of the schema takes too long for a value`, {
      hint: 'write it without repetitions inside repetitions, such as (a+)+',
      cause,
    });
  }
}
