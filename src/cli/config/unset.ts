import { diagnostic, type Diagnostic, type Warning } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { ConfigKey, ConfigTarget } from '../../model/config.ts';
import type { Environment } from '../../model/environment.ts';
import { observeConfig } from '../../observe/config.ts';
import { planRemovals } from '../../plan/config-changes.ts';
import { parseKey, targetOf } from '../../plan/config-keys.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { warn } from '../stages/tell.ts';
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
    const result = await changeConfig(context, { environment, gateways, steps, dryRun: args.dryRun });
    const isDone = !args.dryRun && result.outcomes.every(({ errors }) => errors.length === 0);
    if (isDone) warn(context, absentDefaults(environment, targets, steps));
    return result;
  });
}

/** A service that reads its values live finds nothing under these names until a deployment writes the default again. */
function absentDefaults(
  environment: Environment,
  targets: readonly ConfigTarget[],
  removed: readonly ConfigKey[],
): Warning[] {
  return targets
    .filter(({ kind }) => kind === 'default')
    .filter(({ service, key }) => removed.some((one) => one.service === service && one.key === key))
    .map(({ service, key }) => {
      const deploy = `envctl deploy ${environment.name} --only ${service}`;
      return {
        message: `${service}/${key} has no value until a deployment sets its default again: ${deploy}`,
        at: null,
      };
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
