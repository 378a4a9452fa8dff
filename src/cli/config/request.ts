import type { LoadOptions } from '../../definition/load-options.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Result } from '../../diagnostics/diagnostic.ts';
import type { Environment } from '../../model/environment.ts';
import { parseKey } from '../../plan/config-keys.ts';
import type { CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { loadNamed } from '../stages/load.ts';

/** Options of `config`; which of them an action takes is said in `commands/config.ts`. */
export interface ConfigArguments {
  readonly reveal: boolean;
  readonly format?: 'dotenv' | 'json';
  readonly only?: string;
  readonly dryRun: boolean;
  readonly fromFile?: string;
  readonly restore?: number;
}

/** One call of `config`: what follows the action, environment first, and its options. */
export interface ConfigRequest {
  readonly context: Context;
  readonly words: readonly string[];
  readonly args: ConfigArguments;
}

export type ConfigAction = (request: ConfigRequest) => Promise<CommandResult>;

/** An environment, and how its files are read. */
export interface Chosen {
  readonly environment: Environment;
  readonly options: LoadOptions;
}

/** The environment that the first word names, and the words after it; `ENVCTL_ENVIRONMENT` stands in where it names a value. */
export async function chooseEnvironment({
  context,
  words,
}: ConfigRequest): Promise<Chosen & { rest: readonly string[] }> {
  const [first, ...others] = words;
  const fallback = context.host.env['ENVCTL_ENVIRONMENT'] ?? '';
  const implied = fallback !== '' && (first === undefined || isValueName(first));
  const chosen = await choose(context, implied ? fallback : first);
  return { ...chosen, rest: implied ? words : others };
}

/** Throws what is wrong with the definition of that name; UsageInvalid without a name. */
async function choose(context: Context, name: string | undefined): Promise<Chosen> {
  const { environments, options, diagnostics } = await loadNamed(context, name === undefined ? [] : [name]);
  const [environment] = environments;
  if (!environment) throw new EnvctlError(diagnostics);
  return { environment, options };
}

/** `notes/PAGE_SIZE` or `notes/PAGE_SIZE=20`, and no path of a definition. */
function isValueName(word: string): boolean {
  const [name = ''] = word.split('=');
  return parseKey(name) !== null && (word.includes('=') || !/\.ya?ml$/.test(word));
}

/** The values of several results, or all that is wrong with them. */
export function allOf<T>(results: readonly Result<T>[]): T[] {
  const diagnostics = results.flatMap((result) => result.diagnostics);
  if (diagnostics.length > 0) throw new EnvctlError(diagnostics);
  return results.flatMap(({ value }) => (value === null ? [] : [value]));
}

/** Throws UsageInvalid when there are more words than an action takes, or fewer. */
export function expectWords(words: readonly string[], [least, most]: readonly [number, number], usage: string): void {
  if (words.length >= least && words.length <= most) return;
  // The last words of the usage line are those that are counted: an action may have taken its environment before.
  const missing = usage.split(' ').at(words.length - most) ?? usage;
  const another = missing === '<env>' && words.length > 0 ? 'another ' : '';
  fail('UsageInvalid', words.length < least ? `${another}${missing} is missing` : `${words[most]} is one too many`, {
    hint: `envctl config ${usage}`,
  });
}
