import yargs, { type Argv, type Options } from 'yargs';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { fromEnvironment, GLOBAL_OPTIONS, ownWords, type GlobalOptions } from './options.ts';
import type { Args, Chosen, Variables } from './quick-parse.ts';
import { usageProblems, type Usage } from './usage.ts';

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
  const hidden = chosen !== null && !ownWords(argv).includes('--help');
  const options = { ...GLOBAL_OPTIONS, ...chosen?.command.options };
  const parser = base(argv, { version, options, hidden, command: chosen?.name });
  for (const [known, { describe }] of Object.entries(COMMANDS)) {
    const own = known === chosen?.name ? chosen.command : undefined;
    if (hidden && !own) continue;
    parser.command(`${known} ${own?.positional ?? ''}`.trim(), describe, (sub) =>
      own ? withOptions(sub, own, { env, hidden }) : sub,
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

/** `hidden`: yargs lays out the help of each command that it runs. With nothing to show that takes no time. */
function base(
  argv: readonly string[],
  { version, options, hidden, command }: Pick<Usage, 'options' | 'command'> & { version: string; hidden: boolean },
): Argv {
  return yargs([...argv])
    .scriptName('envctl')
    .locale('en')
    .usage('envctl <command> [environment...]\n\nAWS environments from YAML definitions.')
    .parserConfiguration({ 'parse-positional-numbers': false, 'populate--': true })
    .options(shown(GLOBAL_OPTIONS, hidden))
    .group(Object.keys(GLOBAL_OPTIONS), 'Options everywhere:')
    .version(version)
    .help()
    .strict()
    .exitProcess(false)
    .wrap(100)
    .fail((message, error) => {
      if (error instanceof EnvctlError) throw error;
      const text = message ?? error?.message ?? 'the command line is not understood';
      throw new EnvctlError(usageProblems(text, { argv, options, command }));
    });
}

function withOptions(sub: Argv, command: Command, { env, hidden }: { env: Variables; hidden: boolean }): Argv {
  const options = { ...GLOBAL_OPTIONS, ...command.options };
  const told = hidden ? sub : withExamples(sub, command);
  const positional = namesIn(command.positional).reduce(
    (all, name) =>
      all.positional(name, { type: 'string', hidden, ...(name === 'env' ? { describe: ENVIRONMENT } : {}) }),
    told.options(shown(command.options, hidden)),
  );
  return positional.config(fromEnvironment(options, env));
}

function withExamples(sub: Argv, { examples, actions }: Command): Argv {
  const needs = actions.length > 0 ? `Needs: ${actions.join(', ')}` : 'Makes no call to AWS.';
  return sub.example(examples.map(([line, what]) => [line, what])).epilogue(needs);
}

function shown(options: Readonly<Record<string, Options>>, hidden: boolean): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      { ...option, hidden, requiresArg: option.type !== 'boolean' },
    ]),
  );
}

const ENVIRONMENT = 'Name or path of a definition';

/** What stands after the name of a command is text, also when it looks like a number: ids of accounts begin with zeros. */
function namesIn(positional: string): string[] {
  return [...positional.matchAll(/[<[]([\w-]+)/g)].flatMap(([, name]) => name ?? []);
}
