import yargs, { type Argv, type Options } from 'yargs';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { needsText } from './needs-text.ts';
import { fromEnvironment, GLOBAL_OPTIONS, type GlobalOptions } from './options.ts';
import type { Args, Chosen, Variables } from './quick-parse.ts';
import { usageProblems, type Usage } from './usage.ts';

/** Of help, wherever it is printed. */
const COLUMNS = 100;

interface Parsing {
  readonly chosen: Chosen | null;
  readonly version: string;
  readonly env: Variables;
  readonly print: (text: string) => void;
}

/** Understands every line, or says what is wrong with it: UsageInvalid. Null when it printed help or the version. */
export async function parseFully(argv: readonly string[], parsing: Parsing): Promise<Args | null> {
  const { chosen, version, env, print } = parsing;
  let printed = '';
  const options = { ...GLOBAL_OPTIONS, ...chosen?.command.options };
  const takes = chosen ? { takes: chosen.command } : {};
  const parser = base(argv, { version, options, command: chosen?.name, ...takes });
  for (const [known, { describe }] of Object.entries(COMMANDS)) {
    const own = known === chosen?.name ? chosen.command : undefined;
    parser.command(`${known} ${own?.positional ?? ''}`.trim(), describe, (sub) =>
      own ? withOptions(sub, { ...own, name: known, describe }, env) : sub,
    );
  }
  const args: unknown = await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    printed = output;
  });
  if (printed || !chosen) {
    print(`${printed || (await parser.getHelp())}\n`);
    return null;
  }
  const given = args as GlobalOptions & { env?: string | readonly string[] };
  return { ...given, env: given.env === undefined ? [] : [given.env].flat().map(String) };
}

function base(argv: readonly string[], { version, ...usage }: Omit<Usage, 'argv'> & { version: string }): Argv {
  return yargs([...argv])
    .scriptName('envctl')
    .locale('en')
    .usage('envctl <command> [environment...]\n\nAWS environments from YAML definitions.')
    .parserConfiguration({ 'parse-positional-numbers': false, 'populate--': true })
    .options(withValues(GLOBAL_OPTIONS))
    .group(Object.keys(GLOBAL_OPTIONS), 'Options everywhere:')
    .version(version)
    .help()
    .strict()
    .exitProcess(false)
    .wrap(COLUMNS)
    .fail((message, error) => {
      if (error instanceof EnvctlError) throw error;
      const text = message ?? error?.message ?? 'the command line is not understood';
      throw new EnvctlError(usageProblems(text, { argv, ...usage }));
    });
}

function withOptions(
  sub: Argv,
  { name: known, describe, options, examples, actions, positional }: Command & { readonly name: string },
  env: Variables,
): Argv {
  const told = sub
    .usage(`envctl ${`${known} ${positional}`.trim()}\n\n${describe}\n\n${needsText(actions, COLUMNS)}`)
    .options(withValues(options))
    .example(examples.map(([line, what]) => [line, what]));
  return namesIn(positional)
    .reduce(
      (all, name) => all.positional(name, { type: 'string', ...(name === 'env' ? { describe: ENVIRONMENT } : {}) }),
      told,
    )
    .config(fromEnvironment({ ...GLOBAL_OPTIONS, ...options }, env));
}

/** What is no switch has to be given a value. */
function withValues(options: Readonly<Record<string, Options>>): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { ...option, requiresArg: option.type !== 'boolean' }]),
  );
}

const ENVIRONMENT = 'Name or path of a definition';

/** What stands after the name of a command is text, also when it looks like a number: ids of accounts begin with zeros. */
function namesIn(positional: string): string[] {
  return [...positional.matchAll(/[<[]([\w-]+)/g)].flatMap(([, name]) => name ?? []);
}
