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
import { commandIn, GLOBAL_OPTIONS, ownWords, type GlobalOptions } from './options.ts';
import { quickParse, type Args, type Chosen } from './quick-parse.ts';
import { checkGiven, unknownCommand } from './usage.ts';

export interface Program {
  readonly host: Host;
  readonly connect: Connect;
  readonly serve: Serve;
  readonly openSandbox: OpenSandbox;
  readonly version: string;
  readonly definitionCheck?: Project['validate'];
}

interface Parsed {
  readonly command: Command;
  readonly args: Args;
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
  const command = name === undefined ? undefined : await COMMANDS[name]?.load();
  const chosen = command && name !== undefined ? { name, command } : null;
  const args = (chosen && quickParse(argv, chosen, host.env)) ?? (await parseWithHelp(argv, chosen, host, version));
  if (!chosen || !args) return null;
  checkGiven(args, { argv, options: { ...GLOBAL_OPTIONS, ...chosen.command.options }, command: name });
  return { command: chosen.command, args };
}

/** The parser that explains itself is loaded only for a line that asks for help, or is not quite clear. */
async function parseWithHelp(
  argv: readonly string[],
  chosen: Chosen | null,
  host: Host,
  version: string,
): Promise<Args | null> {
  const { parseFully } = await import('./full-parse.ts');
  return parseFully(argv, { chosen, version, env: host.env, print: (text) => host.stdout.write(text) });
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
