import { fail } from '../../diagnostics/error.ts';
import { nameHint } from '../../model/nearest.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { copyConfig } from '../config/copy.ts';
import { diffConfig } from '../config/diff.ts';
import { getConfig } from '../config/get.ts';
import { configHistory } from '../config/history.ts';
import type { ConfigAction, ConfigArguments } from '../config/request.ts';
import { setConfig } from '../config/set.ts';
import { showConfig } from '../config/show.ts';
import { unsetConfig } from '../config/unset.ts';

/** What `config` can do, and the options that each takes. */
const ACTIONS: Readonly<Record<string, { readonly act: ConfigAction; readonly options: readonly string[] }>> = {
  show: { act: showConfig, options: ['reveal', 'format'] },
  get: { act: getConfig, options: ['reveal'] },
  set: { act: setConfig, options: ['fromFile', 'dryRun'] },
  unset: { act: unsetConfig, options: ['dryRun'] },
  diff: { act: diffConfig, options: [] },
  copy: { act: copyConfig, options: ['only', 'dryRun'] },
  history: { act: configHistory, options: ['reveal', 'restore', 'dryRun'] },
};

interface Arguments extends ConfigArguments {
  readonly action: string;
  readonly words?: readonly string[];
}

export const command: Command<Arguments> = {
  positional: '<action> [env] [words..]',
  choices: { action: Object.keys(ACTIONS) },
  describe: `Read and change configuration: ${Object.keys(ACTIONS).join(', ')}`,
  options: {
    reveal: { type: 'boolean', default: false, describe: 'Show secrets' },
    format: { type: 'string', choices: ['dotenv', 'json'], describe: 'show: as a file that set --from-file takes' },
    'from-file': { type: 'string', describe: 'set: values of a dotenv or JSON file; =- for standard input' },
    only: { type: 'string', describe: 'copy: these services and values, separated by commas' },
    restore: { type: 'number', describe: 'history: make this version the newest' },
    'dry-run': { type: 'boolean', default: false, describe: 'Tell what would change, and change nothing' },
  },
  examples: [
    ['envctl config show staging notes', 'both kinds of configuration of a service'],
    ['envctl config set staging notes/PAGE_SIZE=50', 'all that follows the first = is the value'],
    ['envctl config set staging users/STRIPE_KEY', 'a secret: asked for, or read from standard input'],
    ['envctl config diff staging prod', 'side by side'],
    ['envctl config copy staging dev-emma --only notes --dry-run', 'what was set by hand'],
    ['envctl config history staging notes/PAGE_SIZE --restore 3', 'go back'],
  ],
  actions: [
    ...FIND_ACCOUNT,
    'kms:Decrypt',
    'kms:Encrypt',
    's3:GetObject',
    's3:PutObject',
    'ssm:DeleteParameters',
    'ssm:GetParameterHistory',
    'ssm:GetParametersByPath',
    'ssm:PutParameter',
  ],
  run: (context, { action, env, words = [], ...args }) => {
    const chosen = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!chosen) {
      fail('UsageInvalid', `config has no action "${action}"`, { hint: nameHint(action, Object.keys(ACTIONS)) });
    }
    refuseOthers(action, chosen.options, context, args);
    return chosen.act({ context, words: [...env, ...words], args });
  },
};

/** As they are written; `ENVCTL_ONLY` and the like are meant for other commands, too, and refuse nothing. */
const OPTIONS = {
  reveal: '--reveal',
  format: '--format',
  fromFile: '--from-file',
  only: '--only',
  restore: '--restore',
  dryRun: '--dry-run',
} as const;

/** An option that an action would pass over is a misunderstanding. */
function refuseOthers(action: string, own: readonly string[], { host }: Context, args: ConfigArguments): void {
  for (const [name, written] of Object.entries(OPTIONS)) {
    const given = args[name as keyof typeof OPTIONS];
    const variable = `ENVCTL_${written.slice(2).replaceAll('-', '_').toUpperCase()}`;
    if (given === undefined || given === false || own.includes(name) || host.env[variable] !== undefined) continue;
    fail('UsageInvalid', `config ${action} takes no ${written}`, { hint: 'see envctl config --help' });
  }
}
