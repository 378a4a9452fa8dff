import type { Options } from 'yargs';
import type { Command } from '../command.ts';
import type { TypedLine } from './line.ts';
import { FILES } from './scripts.ts';

/** A word that fits, and what a person is told of it; empty where there is nothing to tell. */
export interface Candidate {
  readonly value: string;
  readonly describe: string;
}

/** What definitions know; asked only when it matters. */
export interface Names {
  environments(): Promise<readonly string[]>;
  /** Of these environments; of all when none is named. */
  services(environments: readonly string[]): Promise<readonly string[]>;
  /** `notes/PAGE_SIZE`. */
  keys(environments: readonly string[]): Promise<readonly string[]>;
}

export interface Completion {
  readonly line: TypedLine;
  readonly commands: Readonly<Record<string, { readonly describe: string }>>;
  /** The command of the line; null while there is none. */
  readonly command: Command | null;
  /** Of the command, and those that every command takes. */
  readonly options: Readonly<Record<string, Options>>;
  readonly names: Names;
}

const FILE_OPTIONS = new Set(['dir', 'out', 'plan', 'from-file']);
/** By the action of `config`. */
const WORDS: Readonly<Record<string, readonly (keyof Names)[]>> = {
  show: ['services'],
  get: ['keys'],
  set: ['keys', 'services'],
  unset: ['keys'],
  diff: ['environments'],
  copy: ['environments'],
  history: ['keys'],
};
const SERVICE_OPTIONS = new Set(['only', 'approve']);

/** Words that can stand where the line ends; `FILES` alone leaves it to the shell. */
export async function complete(completion: Completion): Promise<readonly Candidate[]> {
  const { line, commands, options } = completion;
  if (line.foreign) return [{ value: FILES, describe: '' }];
  const all =
    line.valueOf !== null
      ? await valuesOf(line.valueOf, completion)
      : line.word.startsWith('-')
        ? optionNames(options)
        : line.command === null
          ? Object.entries(commands).map(([value, { describe }]) => ({ value, describe }))
          : await positionalsOf(completion);
  const fits = all.filter(({ value }) => value === FILES || value.startsWith(line.word));
  return fits.sort((one, other) => (one.value < other.value ? -1 : 1));
}

function optionNames(options: Readonly<Record<string, Options>>): Candidate[] {
  return Object.entries(options).flatMap(([name, option]): Candidate[] => {
    if (option.hidden) return [];
    const negated = option.type === 'boolean' && option.default === true;
    const { describe = '' } = option;
    return [{ value: `--${negated ? 'no-' : ''}${name}`, describe: negated ? without(describe) : describe }];
  });
}

/** `No colours on a terminal` of `Colours on a terminal; …`: what comes after the semicolon is about the option itself. */
function without(describe: string): string {
  const [what = ''] = describe.split(';');
  return `No ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

async function valuesOf(option: string, { line, options, names }: Completion): Promise<Candidate[]> {
  if (FILE_OPTIONS.has(option)) return [{ value: FILES, describe: '' }];
  if (!SERVICE_OPTIONS.has(option)) return plain((options[option]?.choices ?? []).map(String));
  const before = line.word.slice(0, line.word.lastIndexOf(',') + 1);
  const given = new Set(before.split(','));
  const services = await names.services(line.positionals);
  return plain(services.filter((service) => !given.has(service)).map((service) => before + service));
}

async function positionalsOf({ command, line, names }: Completion): Promise<Candidate[]> {
  if (command === null) return [];
  const slots = [...command.positional.matchAll(/[[<](\w+)(\.\.)?[\]>]/g)].map(([, name = '', several]) => ({
    name,
    several: several !== undefined,
  }));
  const slot = slots[line.positionals.length] ?? (slots.at(-1)?.several ? slots.at(-1) : undefined);
  if (slot === undefined) return [];
  const environments = line.positionals.slice(slots.findIndex(({ name }) => name === 'env'));
  const choices = command.choices?.[slot.name];
  if (choices) return plain(choices);
  if (slot.name === 'env')
    return plain((await names.environments()).filter((name) => !line.positionals.includes(name)));
  if (slot.name === 'service') return plain(await names.services(environments));
  if (slot.name === 'words') return plain(await wordsOf(line.positionals, environments, names));
  return [{ value: FILES, describe: '' }];
}

/** What an action of `config` takes behind its environment; what the line has already is not offered again. */
async function wordsOf(given: readonly string[], environments: readonly string[], names: Names): Promise<string[]> {
  const [action = ''] = given;
  const kinds = WORDS[action] ?? [];
  const found = await Promise.all(kinds.map((kind) => names[kind](environments)));
  return found.flat().filter((word) => !given.includes(word));
}

function plain(values: readonly string[]): Candidate[] {
  return [...new Set(values)].map((value) => ({ value, describe: '' }));
}
