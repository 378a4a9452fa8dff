import type { Options } from 'yargs';

/** A command line as far as it has been typed. */
export interface TypedLine {
  /** Null while the command itself is being typed. */
  readonly command: string | null;
  /** What stands before the word in question, without options and their values. */
  readonly positionals: readonly string[];
  /** Values of options that were given. */
  readonly values: Readonly<Record<string, string>>;
  /** The word in question, as far as it goes; empty when nothing of it is there. */
  readonly word: string;
  /** The option whose value the word is; null when it is none. */
  readonly valueOf: string | null;
  /** True behind `--`: what stands there is somebody else's command. */
  readonly foreign: boolean;
}

/**
 * Reads the words behind `envctl`, the last of which is the one in question. bash breaks words at `=`, so that
 * `--output=js` comes as three.
 */
export function readLine(words: readonly string[], options: Readonly<Record<string, Options>>): TypedLine {
  const whole = words
    .flatMap((word) => splitOption(word))
    .filter((word, index, all) => word !== '=' || index === all.length - 1);
  const word = whole.at(-1) === '=' ? '' : (whole.at(-1) ?? '');
  const values: Record<string, string> = {};
  const positionals: string[] = [];
  let valueOf: string | null = null;
  for (const before of whole.slice(0, -1)) {
    if (valueOf !== null) {
      values[valueOf] = before;
      valueOf = null;
    } else if (before === '--')
      return { command: positionals[0] ?? null, positionals, values, word, valueOf, foreign: true };
    else if (before.startsWith('--')) valueOf = takesValue(options[before.slice(2)]) ? before.slice(2) : null;
    else if (!before.startsWith('-')) positionals.push(before);
  }
  return { command: positionals[0] ?? null, positionals: positionals.slice(1), values, word, valueOf, foreign: false };
}

function splitOption(word: string): string[] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function takesValue(option: Options | undefined): boolean {
  return option !== undefined && option.type !== 'boolean';
}
