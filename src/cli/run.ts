import yargs, { type Argv, type Options } from 'yargs';
import { EXIT, exitOf } from '../diagnostics/codes.ts';
import { diagnostic, inOrder, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Project } from '../definition/load.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Host } from '../host.ts';
import { annotations } from '../report/annotations.ts';
import { clean, jsonText } from '../report/clean.ts';
import { documentOf } from '../report/document.ts';
import { errorsText } from '../report/errors.ts';
import { styleOf } from '../report/style.ts';
import type { Command, CommandResult } from './command.ts';
import type { Context } from './context.ts';
import { COMMANDS } from './commands.ts';
import type { Connect, OpenSandbox, Serve } from './context.ts';
import { Refused } from './stages/refusal.ts';
import { commandIn, fromEnvironment, GLOBAL_OPTIONS, type GlobalOptions } from './options.ts';
import { checkGiven, unknownCommand, usageProblems, type Usage } from './usage.ts';

export interface Program {
  readonly host: Host;
  readonly connect: Connect;
  readonly serve: Serve;
  readonly openSandbox: OpenSandbox;
  readonly version: string;
  readonly definitionCheck?: Project['validate'];
}

interface Parsed {
  readonly name: string;
  readonly command: Command;
  readonly args: GlobalOptions & { readonly env: readonly string[] };
}

/** Runs one command line. Results go to stdout, everything else to stderr; answers the exit code and never throws. */
export async function runProgram(argv: readonly string[], program: Program): Promise<number> {
  const { host } = program;
  const own = ownWords(argv);
  const json = wantsJson(own, host);
  try {
    const parsed = await parse(withoutHelp(argv), program);
    if (!parsed) return EXIT.done;
    const context = contextOf(parsed.args, program);
    return print(await parsed.command.run(context, parsed.args), context);
  } catch (error) {
    return printFailure(error, { host, json, verbose: own.includes('--verbose') });
  }
}

/** `help deploy`, as other programs have it, for `deploy --help`. */
function withoutHelp(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  return first === 'help' ? [...rest, '--help'] : argv;
}

function contextOf(options: GlobalOptions, program: Program): Context {
  const { host } = program;
  const colour =
    options.color &&
    !host.env['NO_COLOR'] &&
    options.output === 'text' &&
    host.stderr.isTerminal &&
    host.stdout.isTerminal;
  return {
    host,
    options,
    style: styleOf(colour, widthOf(host.stdout)),
    version: program.version,
    connect: program.connect,
    serve: program.serve,
    openSandbox: program.openSandbox,
    definitionCheck: program.definitionCheck,
  };
}

/** Lines may be as long as they like where no terminal breaks them. */
function widthOf({ isTerminal, columns }: Host['stdout']): number | undefined {
  return isTerminal ? columns : undefined;
}

/** Null when help or the version was asked for: that is already printed then. */
async function parse(argv: readonly string[], { host, version }: Program): Promise<Parsed | null> {
  const name = commandIn(ownWords(argv));
  if (name !== undefined && !Object.hasOwn(COMMANDS, name)) throw new EnvctlError([unknownCommand(name)]);
  const loaded = name !== undefined && Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.load() : undefined;
  let printed = '';
  const hidden = loaded !== undefined && !ownWords(argv).includes('--help');
  const options = { ...GLOBAL_OPTIONS, ...loaded?.options };
  const parser = base(argv, { version, options, hidden, command: name });
  for (const [known, { describe }] of Object.entries(COMMANDS)) {
    const own = known === name ? loaded : undefined;
    if (hidden && !own) continue;
    parser.command(`${known} ${own?.positional ?? ''}`.trim(), describe, (sub) =>
      own ? withOptions(sub, own, { host, hidden }) : sub,
    );
  }
  const args: unknown = await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    printed = output;
  });
  if (printed) {
    host.stdout.write(`${printed}\n`);
    return null;
  }
  if (!loaded || name === undefined) {
    host.stdout.write(`${await parser.getHelp()}\n`);
    return null;
  }
  const given = args as GlobalOptions & { env?: string | readonly string[] };
  checkGiven(given, { argv, options, command: name });
  return {
    name,
    command: loaded,
    args: { ...given, env: given.env === undefined ? [] : [given.env].flat().map(String) },
  };
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

function withOptions(sub: Argv, command: Command, { host, hidden }: { host: Host; hidden: boolean }): Argv {
  const options = { ...GLOBAL_OPTIONS, ...command.options };
  const told = hidden ? sub : withExamples(sub, command);
  const positional = namesIn(command.positional).reduce(
    (all, name) =>
      all.positional(name, { type: 'string', hidden, ...(name === 'env' ? { describe: ENVIRONMENT } : {}) }),
    told.options(shown(command.options, hidden)),
  );
  return positional.config(fromEnvironment(options, host.env));
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

/** What follows `--` is somebody else's command line. */
function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

/** Known before the command line is understood, so that what is wrong with it can be told in JSON, too. */
function wantsJson(argv: readonly string[], { env }: Host): boolean {
  const at = argv.indexOf('--output');
  return argv.includes('--output=json') || (at >= 0 ? argv[at + 1] === 'json' : env['ENVCTL_OUTPUT'] === 'json');
}

function print(result: CommandResult, { host, options, style }: Context): number {
  const errors = inOrder(result.outcomes.flatMap((outcome) => outcome.errors));
  if (result.isWritten) return result.exit ?? exitFor(errors);
  if (options.output === 'json') {
    host.stdout.write(jsonText(documentOf(result.outcomes, result.several, host.cwd)));
  } else {
    host.stdout.write(result.text);
    if (errors.length > 0) host.stderr.write(errorsText(errors, host.cwd, style));
  }
  host.stderr.write(annotations({ errors, warnings: result.warnings ?? [] }, host.env, host.cwd));
  return result.exit ?? exitFor(errors);
}

/** Interrupted before all else; then the code of the first error. */
function exitFor(errors: readonly Diagnostic[]): number {
  if (errors.some(({ code }) => code === 'Interrupted')) return EXIT.interrupted;
  return errors[0] ? exitOf(errors[0].code) : EXIT.done;
}

function printFailure(
  error: unknown,
  { host, json, verbose }: { host: Host; json: boolean; verbose: boolean },
): number {
  const errors = diagnosticsOf(error, host);
  const outcomes = error instanceof Refused ? error.outcomes : [{ document: null, errors }];
  const document = documentOf(outcomes, outcomes.length > 1, host.cwd);
  if (json) host.stdout.write(jsonText(document));
  else
    host.stderr.write(
      errorsText(errors, host.cwd, styleOf(!host.env['NO_COLOR'] && host.stderr.isTerminal, widthOf(host.stderr))),
    );
  host.stderr.write(annotations({ errors: inOrder(errors) }, host.env, host.cwd));
  if (verbose && error instanceof Error) host.stderr.write(`${clean(error.stack ?? '')}\n`);
  return exitFor(errors);
}

function diagnosticsOf(error: unknown, { signal }: Host): readonly Diagnostic[] {
  if (error instanceof EnvctlError) return error.diagnostics;
  if (signal.aborted)
    return [diagnostic('Interrupted', 'interrupted', { hint: 'run the same command again: it goes on' })];
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [
    diagnostic('AwsError', `unexpected: ${text}`, {
      hint: 'run it again with --verbose to see where; this is a defect of envctl',
    }),
  ];
}
