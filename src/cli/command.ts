import type { Options } from 'yargs';
import type { Warning } from '../diagnostics/diagnostic.ts';
import type { Outcome } from '../report/document.ts';
import type { Context } from './context.ts';

/** One command: how it is called, and what it does. Loaded only when it is called. */
export interface Command<O = object> {
  /** After the name: `[env..]`, `<env..>`, `<env>`, or nothing. */
  readonly positional: string;
  /** What an argument of `positional` can be, by its name, where that is a fixed list: for completion. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly describe: string;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** IAM actions that it needs, beside sts:GetCallerIdentity. */
  readonly actions: readonly string[];
  run(context: Context, args: O & { readonly env: readonly string[] }): Promise<CommandResult>;
}

/** What a command comes to. */
export interface CommandResult {
  readonly outcomes: readonly Outcome[];
  /** True when the document holds a list of environments because several were asked for. */
  readonly several: boolean;
  /** What is worth a second look: told in the result, and by GitHub beside the lines of the files. */
  readonly warnings?: readonly Warning[];
  /** For a person, on stdout. */
  readonly text: string;
  /** Where it is not decided by the errors alone: that of a command that was run, for example. */
  readonly exit?: number;
  /** True: nothing is printed, in whatever form. What there is to say was written while it happened. */
  readonly isWritten?: boolean;
}
