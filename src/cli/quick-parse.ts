import type { Options } from 'yargs';
import parser from 'yargs-parser';
import type { Command } from './command.ts';
import { fromEnvironment, GLOBAL_OPTIONS, type GlobalOptions } from './options.ts';

/** What a command line comes to. */
export type Args = GlobalOptions & { readonly env: readonly string[] };

/** The command that a line names. */
export interface Chosen {
  readonly name: string;
  readonly command: Command;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Commands with one of these take nothing but environments. */
const PLAIN: readonly string[] = ['', '[env]', '[env..]'];

const ASKS_FOR_HELP = ['help', '--help', '--version'];

/**
 * Understands what most lines are: a command, known options, environments. Null for every other line, which yargs takes then, or
 * refuses. The parser and the settings are those of yargs, so both agree; without its words, help and layout it is loaded in a
 * tenth of the time.
 */
export function quickParse(argv: readonly string[], { name, command }: Chosen, env: Variables): Args | null {
  const { positional } = command;
  if (argv[0] !== name || !PLAIN.includes(positional) || argv.some(isUnusual)) return null;
  const options: Readonly<Record<string, Options>> = { ...GLOBAL_OPTIONS, ...command.options };
  if (argv.some((word, index) => lacksValue(word, argv[index + 1], options))) return null;
  const given = parsed(argv, options, env);
  const words = given._.slice(1).map(String);
  const most = positional === '' ? 0 : positional === '[env]' ? 1 : Infinity;
  if (words.length > most || !isKnown(given, options)) return null;
  return { ...(given as unknown as GlobalOptions), env: words };
}

/** Asks for help, ends the options, is a short one, or one that the parser would take though it is written in another way. */
function isUnusual(word: string): boolean {
  return word === '' || ASKS_FOR_HELP.includes(word) || /^--?$|^-[^-]|^--[^=]*[A-Z.]/.test(word);
}

function lacksValue(word: string, next: string | undefined, options: Readonly<Record<string, Options>>): boolean {
  const type = options[word.replace(/^--/, '')]?.type;
  return (
    word.startsWith('--') && (type === 'string' || type === 'number') && (next === undefined || next.startsWith('-'))
  );
}

function parsed(argv: readonly string[], options: Readonly<Record<string, Options>>, env: Variables): parser.Arguments {
  const defaults = Object.entries(options).flatMap(([name, option]) =>
    'default' in option ? [[name, option.default] as const] : [],
  );
  const namesOf = (type: Options['type']): string[] =>
    Object.keys(options).filter((name) => options[name]?.type === type);
  const settings = {
    string: namesOf('string'),
    boolean: namesOf('boolean'),
    number: namesOf('number'),
    default: Object.fromEntries(defaults),
    configObjects: [fromEnvironment(options, env)],
    configuration: { 'parse-positional-numbers': false },
  };
  return parser([...argv], settings);
}

/** Every option is known and given once, and is one of its choices where it has some. */
function isKnown(given: parser.Arguments, options: Readonly<Record<string, Options>>): boolean {
  const keys = new Set(Object.keys(options).flatMap((name) => [name, parser.camelCase(name)]));
  return Object.entries(given).every(([key, value]) => {
    if (key === '_') return true;
    const choices = options[key]?.choices;
    return keys.has(key) && !Array.isArray(value) && (!choices || choices.includes(value));
  });
}
