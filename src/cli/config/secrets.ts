import { fail } from '../../diagnostics/error.ts';
import type { ConfigKey } from '../../model/config.ts';
import type { Context } from '../context.ts';
import { answered } from '../stages/answered.ts';

/** True: a person is asked for them, instead of standard input being read. */
export function asksForSecrets({ host, options }: Context): boolean {
  return host.prompter !== null && options.output === 'text';
}

/**
 * The values of secrets: asked for without echo on a terminal; elsewhere standard input holds that of one secret, whose last
 * line end is not part of it. Throws UsageInvalid where there is none, Interrupted at Ctrl-C.
 */
export async function readSecrets({ host, options }: Context, keys: readonly ConfigKey[]): Promise<string[]> {
  const [first, second] = keys;
  if (!first) return [];
  const { prompter } = host;
  if (prompter && options.output === 'text') {
    const values: string[] = [];
    for (const key of keys) values.push(answered(await prompter.secret(`Value of ${nameOf(key)}`)));
    return values;
  }
  if (second) {
    fail('UsageInvalid', `standard input holds one value, not those of ${keys.map(nameOf).join(' and ')}`, {
      hint: 'set them one by one, or give them with --from-file',
    });
  }
  const text = (await host.readStdin()) ?? '';
  const value = text.replace(/\r?\n$/, '');
  if (value !== '') return [value];
  fail('UsageInvalid', `there is no value for the secret ${nameOf(first)}`, {
    hint: 'give it on standard input, or run the command on a terminal, which asks for it',
  });
}

function nameOf({ service, key }: ConfigKey): string {
  return `${service}/${key}`;
}
