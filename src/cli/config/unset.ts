import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { ConfigKey } from '../../model/config.ts';
import { observeConfig } from '../../observe/config.ts';
import { planRemovals } from '../../plan/config-changes.ts';
import { parseKey, targetOf } from '../../plan/config-keys.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { changeConfig } from './change.ts';
import { allOf, chooseEnvironment, type ConfigRequest } from './request.ts';
import { servicesOf } from './set.ts';

/** Removes what was set; a default comes back with the next deployment, and a secret is missing until it is set again. */
export async function unsetConfig(request: ConfigRequest): Promise<CommandResult> {
  const { context, args } = request;
  const { environment, rest } = await chooseEnvironment(request);
  const targets = allOf(keysOf(rest).map((key) => targetOf(environment, key)));
  return connected(context, [environment], async (run) => {
    const services = servicesOf(
      environment,
      targets.map((target) => ({ target })),
    );
    const { gateways, parameters } = await observeConfig(environment, run, { services, decrypt: false });
    const steps = planRemovals(environment, targets, parameters);
    return changeConfig(context, { environment, gateways, steps, dryRun: args.dryRun });
  });
}

function keysOf(words: readonly string[]): ConfigKey[] {
  if (words.length === 0) {
    fail('UsageInvalid', 'there is nothing to unset', { hint: 'envctl config unset <env> <service>/<KEY>' });
  }
  const parsed = [...new Set(words)].map((word): ConfigKey | Diagnostic => {
    const hint = 'for example notes/PAGE_SIZE, without a value';
    return parseKey(word) ?? diagnostic('UsageInvalid', `"${word.split('=')[0]}" is not <service>/<KEY>`, { hint });
  });
  const problems = parsed.filter((one) => 'code' in one);
  if (problems.length > 0) throw new EnvctlError(problems);
  return parsed.filter((one) => 'key' in one);
}
