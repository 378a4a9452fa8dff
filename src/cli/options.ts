import type { Options } from 'yargs';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Json } from '../model/json.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly dir: string;
  readonly profile?: string;
  readonly region?: string;
  readonly output: 'text' | 'json';
  readonly yes: boolean;
  readonly concurrency: number;
  readonly simulate: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  /** Another name for the definition. */
  readonly as?: string;
}

export const GLOBAL_OPTIONS = {
  dir: { type: 'string', default: 'environments', describe: 'Folder of the definitions' },
  profile: { type: 'string', describe: 'Profile of the shared AWS configuration' },
  region: { type: 'string', describe: 'Home region where the definition names none' },
  as: { type: 'string', describe: 'Take the definition under another name' },
  output: { type: 'string', choices: ['text', 'json'], default: 'text', describe: 'Form of the result' },
  yes: { type: 'boolean', default: false, describe: 'Answer questions with yes' },
  concurrency: { type: 'number', default: 20, describe: 'Services under way at once' },
  simulate: { type: 'boolean', default: false, describe: 'Use the embedded AWS, kept in .envctl/simulator.json' },
  quiet: { type: 'boolean', default: false, describe: 'Only the result, and errors' },
  verbose: { type: 'boolean', default: false, describe: 'Show each call to AWS, and stack traces' },
  color: { type: 'boolean', default: true, describe: 'Colours on a terminal; --no-color or NO_COLOR for none' },
} as const satisfies Record<string, Options>;

/** What follows `--` is somebody else's command line. */
export function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

/** The name of the command: the first word that is neither an option nor the value of one that stands before it. */
export function commandIn(argv: readonly string[]): string | undefined {
  const options: Readonly<Record<string, Options>> = GLOBAL_OPTIONS;
  const takesValue = (word: string | undefined): boolean => {
    const type = options[word?.replace(/^--/, '') ?? '']?.type;
    return type === 'string' || type === 'number';
  };
  return argv.find((word, index) => !word.startsWith('-') && !takesValue(argv[index - 1]));
}

/** What is decided for each run anew: a variable that somebody set long ago must not decide it. */
const NEVER_FROM_ENVIRONMENT = new Set(['confirm', 'approve', 'adopt', 'reveal']);

/**
 * Values of `ENVCTL_<OPTION>` for these options, as yargs takes them; other variables of that prefix are not options. Throws
 * UsageInvalid for a switch that is neither on nor off: one that lets everything be done without a question must not be guessed.
 */
export function fromEnvironment(
  options: Readonly<Record<string, Options>>,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, Json> {
  const problems: Diagnostic[] = [];
  const entries = Object.entries(options).flatMap(([name, { type }]): [string, Json][] => {
    const variable = `ENVCTL_${name.toUpperCase().replaceAll('-', '_')}`;
    const value = env[variable];
    if (value === undefined || NEVER_FROM_ENVIRONMENT.has(name)) return [];
    if (type !== 'boolean') return [[name, type === 'number' ? Number(value) : value]];
    const word = value.toLowerCase();
    if (![...ON, ...OFF].includes(word)) problems.push(noSwitch(variable, value));
    return [[name, ON.includes(word)]];
  });
  if (problems.length > 0) throw new EnvctlError(problems);
  return Object.fromEntries(entries);
}

const ON = ['1', 'true', 'yes', 'on'];
const OFF = ['', '0', 'false', 'no', 'off'];

function noSwitch(variable: string, value: string): Diagnostic {
  return diagnostic('UsageInvalid', `${variable} cannot be "${value}"`, { hint: 'set it to true or false' });
}
