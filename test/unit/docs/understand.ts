import { COMMANDS } from '../../../src/cli/commands.ts';
import { parseFully } from '../../../src/cli/full-parse.ts';
import { commandIn, GLOBAL_OPTIONS } from '../../../src/cli/options.ts';
import { quickParse } from '../../../src/cli/quick-parse.ts';
import { checkGiven } from '../../../src/cli/usage.ts';
import { EnvctlError } from '../../../src/diagnostics/error.ts';

const OUTSIDE = { version: '0', env: {}, print: () => undefined };

/** What a command line is refused for before anything is done; nothing when every word of it is understood. */
export async function refusals(argv: readonly string[]): Promise<readonly string[]> {
  const name = commandIn(argv) ?? '';
  const command = await COMMANDS[name]?.load();
  if (!command) return [`there is no command "${name}"`];
  const chosen = { name, command };
  try {
    const args = quickParse(argv, chosen, {}) ?? (await parseFully(argv, { ...OUTSIDE, chosen }));
    if (args) checkGiven(args, { argv, options: { ...GLOBAL_OPTIONS, ...command.options }, command: name });
    return [];
  } catch (error) {
    if (error instanceof EnvctlError) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
}

/** Every option of every command, with its dashes. */
export async function allOptions(): Promise<Set<string>> {
  const commands = await Promise.all(Object.values(COMMANDS).map(({ load }) => load()));
  const names = [GLOBAL_OPTIONS, ...commands.map(({ options }) => options)].flatMap((options) => Object.keys(options));
  return new Set([...names, 'help', 'version', 'no-color'].map((name) => `--${name}`));
}
