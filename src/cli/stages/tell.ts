import type { Warning } from '../../diagnostics/diagnostic.ts';
import { annotations } from '../../report/annotations.ts';
import { warningText } from '../../report/errors.ts';
import type { Context } from '../context.ts';

/** What is worth knowing beside the result, on stderr; `--quiet` is for those who want the result and errors alone. */
export function note({ host, options }: Context, text: string): void {
  if (!options.quiet) host.stderr.write(text);
}

/** The same for what is worth a second look; GitHub shows it beside the line of the file. */
export function warn(context: Context, warnings: readonly Warning[]): void {
  const { host, style } = context;
  const told = warnings.map((warning) => warningText(warning, host.cwd, style));
  note(context, told.join('') + annotations({ warnings }, host.env, host.cwd));
}

/** What is about to happen: with `--quiet` only where a person is going to be asked about it. */
export function preview(context: Context, text: string): void {
  const { host, options } = context;
  const isAsked = host.prompter !== null && !options.yes;
  if (options.output === 'text' && (isAsked || !options.quiet)) host.stderr.write(text);
}
