import type { Options } from 'yargs';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import { nearest } from '../model/nearest.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';

/** A command line that is not understood, and what could have been meant by it. */
export interface Usage {
  readonly argv: readonly string[];
  readonly options: Readonly<Record<string, Options>>;
  /** Undefined where none was named. */
  readonly command: string | undefined;
  /** What the command takes beside options: its `positional`, and the words that each of them may be. */
  readonly takes?: Pick<Command, 'positional' | 'choices'>;
}

/** There is no such command. */
export function unknownCommand(name: string): Diagnostic {
  const near = nearest(name, Object.keys(COMMANDS));
  const hint = near ? `did you mean "envctl ${near}"?` : 'see envctl --help';
  return diagnostic('UsageInvalid', `there is no command "${name}"`, { hint });
}

/** What yargs says, all of it, in our words. */
export function usageProblems(text: string, usage: Usage): Diagnostic[] {
  const unknown = /^Unknown arguments?: (.*)$/.exec(text)?.[1];
  if (unknown !== undefined) return unknown.split(', ').map((word) => unknownWord(word, usage));
  const choices = [...text.matchAll(/Argument: (\S+), Given: (.*), Choices: (.*)/g)];
  if (choices.length > 0) {
    return choices.map(([, option = '', given = '', known = '']) => wrongChoice(option, given, known, usage));
  }
  const got = /^Not enough non-option arguments: got (\d+)/.exec(text)?.[1];
  if (got !== undefined && usage.takes) return missingWords(Number(got), usage.takes, usage);
  const without = /^Not enough arguments following: (.*)$/.exec(text)?.[1];
  if (without !== undefined) return [problem(`--${without} needs a value`, usage)];
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  return [problem(line.slice(0, 1).toLowerCase() + line.slice(1), usage)];
}

/** An option that takes a value has got one, and a number is one. Throws UsageInvalid for all that are otherwise. */
export function checkGiven(given: object, usage: Usage): void {
  const problems = Object.entries(usage.options).flatMap(([name, { type }]) => {
    const value: unknown = Reflect.get(given, name);
    if (type === 'string' && value === '') return [problem(`--${name} needs a value`, usage)];
    if (type !== 'number' || value === undefined || name === 'speed') return [];
    const isWhole =
      typeof value === 'number' && Number.isInteger(value) && value >= 0 && (name !== 'concurrency' || value > 0);
    return isWhole ? [] : [problem(`--${name} takes a whole number`, usage)];
  });
  if (problems.length > 0) throw new EnvctlError(problems);
}

function missingWords(
  got: number,
  { positional, choices = {} }: NonNullable<Usage['takes']>,
  usage: Usage,
): Diagnostic[] {
  const needed = [...positional.matchAll(/<([\w-]+)/g)].map(([, name = '']) => name);
  return needed.slice(got).map((name) => {
    const known = choices[name] ?? [];
    const which = known.length > 0 ? `: ${known.join(', ')}` : '';
    return problem(`<${name}> is missing${which}`, usage, `envctl ${usage.command} ${positional}`);
  });
}

function unknownWord(word: string, usage: Usage): Diagnostic {
  if (usage.argv.includes(word)) return problem(`unexpected argument ${word}: this command takes no more`, usage);
  const short = usage.argv.find((given) => /^-[^-]/.test(given) && given.slice(1).includes(word));
  if (word.length === 1 && short !== undefined) return shortOption(short, word, usage);
  const near = nearest(word, [...Object.keys(usage.options), 'help', 'version']);
  return problem(`unknown option --${word}`, usage, near === null ? null : `did you mean --${near}?`);
}

/** There are none of one letter: which of the long ones it stands for elsewhere is told. */
function shortOption(given: string, letter: string, usage: Usage): Diagnostic {
  const long = ['help', 'version', ...Object.keys(usage.options)].filter((name) => name.startsWith(letter));
  const [only, another] = long;
  const hint = only === undefined || another !== undefined ? null : `write --${only}: no option has a short form`;
  return problem(`unknown option ${given}`, usage, hint);
}

function wrongChoice(option: string, given: string, known: string, usage: Usage): Diagnostic {
  const values = known.split(', ').map((choice) => choice.replaceAll('"', ''));
  const near = nearest(given.replaceAll('"', ''), values);
  const message = `--${option} cannot be ${given}: choose one of ${values.join(', ')}`;
  return problem(message, usage, near === null ? null : `did you mean --${option} ${near}?`);
}

function problem(message: string, { command }: Usage, hint: string | null = null): Diagnostic {
  const help = command === undefined ? 'see envctl --help' : `see envctl ${command} --help`;
  return diagnostic('UsageInvalid', message, { hint: hint ?? help });
}
