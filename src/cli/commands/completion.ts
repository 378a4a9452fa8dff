import { fail } from '../../diagnostics/error.ts';
import { nameHint } from '../../model/nearest.ts';
import { clean } from '../../report/clean.ts';
import type { Command } from '../command.ts';
import { complete } from '../completion/complete.ts';
import { readLine } from '../completion/line.ts';
import { namesFrom } from '../completion/names.ts';
import { SCRIPTS } from '../completion/scripts.ts';
import type { Context } from '../context.ts';
import { GLOBAL_OPTIONS } from '../options.ts';

interface CompletionArguments {
  readonly shell?: string;
  readonly words: boolean;
  readonly '--'?: readonly string[];
}

const SHELLS = Object.keys(SCRIPTS);

export const command: Command<CompletionArguments> = {
  positional: '[shell]',
  describe: `Completion of commands, options, environments and services, for ${SHELLS.join(', ')}`,
  choices: { shell: SHELLS },
  options: {
    words: { type: 'boolean', default: false, hidden: true, describe: 'Words that fit behind those after --' },
  },
  examples: [
    ['source <(envctl completion bash)', 'in ~/.bashrc'],
    ['source <(envctl completion zsh)', 'in ~/.zshrc, below compinit'],
    ['envctl completion fish > ~/.config/fish/completions/envctl.fish', 'once'],
  ],
  actions: [],
  run: async (context, { shell, words, '--': typed = [] }) => {
    if (words) return { outcomes: [], several: false, text: await fitting(typed, context) };
    const script = Object.entries(SCRIPTS).find(([name]) => name === shell)?.[1];
    if (script === undefined) {
      const message = shell === undefined ? 'no shell was named' : `there is no completion for "${shell}"`;
      fail('UsageInvalid', message, { hint: nameHint(shell ?? '', SHELLS) });
    }
    return { outcomes: [{ document: { shell, script }, errors: [] }], several: false, text: script };
  },
};

/** One word a line, with a tab and what it means behind it. */
async function fitting(typed: readonly string[], context: Context): Promise<string> {
  const { COMMANDS } = await import('../commands.ts');
  const named = readLine(typed, GLOBAL_OPTIONS).command;
  const command = named !== null && Object.hasOwn(COMMANDS, named) ? await COMMANDS[named]?.load() : undefined;
  const options = { ...GLOBAL_OPTIONS, ...command?.options };
  const line = readLine(typed, options);
  const { dir = context.options.dir } = line.values;
  const names = namesFrom({ ...context, options: { ...context.options, dir } });
  const candidates = await complete({ line, commands: COMMANDS, command: command ?? null, options, names });
  return candidates.map(({ value, describe }) => `${clean(value)}\t${clean(describe)}`.trimEnd() + '\n').join('');
}
