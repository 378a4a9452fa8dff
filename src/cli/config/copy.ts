import { EnvctlError } from '../../diagnostics/error.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Environment, Service } from '../../model/environment.ts';
import { observeConfig, type ObservedConfig } from '../../observe/config.ts';
import { planWrites } from '../../plan/config-changes.ts';
import { planCopy, type CopySelector } from '../../plan/config-copy.ts';
import { parseKey, serviceOf } from '../../plan/config-keys.ts';
import { inFirstRegion, shownValues } from '../../plan/config-shown.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { warn } from '../stages/tell.ts';
import { changeConfig } from './change.ts';
import { choosePair } from './pair.ts';
import { allOf, type ConfigRequest } from './request.ts';

/** Takes what was set by hand in one environment to another; values pass through memory only. */
export async function copyConfig(request: ConfigRequest): Promise<CommandResult> {
  const { context, args } = request;
  const [{ environment: from }, { environment: to }] = await choosePair(request, 'copy <from> <to>');
  const only = args.only === undefined ? null : selectorsOf(from, args.only);
  const services = from.services.filter(({ name }) => !only || only.some(({ service }) => service === name));
  const receiving = to.services.filter(({ name }) => services.some((service) => service.name === name));
  return connected(
    context,
    [from, to],
    async (run) => {
      const [source, target] = await Promise.all([
        observeConfig(from, run, { services, decrypt: true }),
        observeConfig(to, run, { services: receiving, decrypt: true }),
      ]);
      const { wanted, skipped, problems } = planCopy(to, {
        from: from.name,
        sources: sourcesOf(services, source),
        only,
      });
      if (problems.length > 0) throw new EnvctlError(problems);
      warn(
        context,
        skipped.map((reason) => ({ message: `left out: ${reason}`, at: null })),
      );
      const steps = planWrites(to, wanted, target.parameters);
      return changeConfig(context, { environment: to, gateways: target.gateways, steps, dryRun: args.dryRun });
    },
    [to],
  );
}

function sourcesOf(services: readonly Service[], observed: ObservedConfig) {
  return services.map((service) => ({
    service: service.name,
    values: inFirstRegion(shownValues(observed.environment, service, observed), observed.environment, service),
  }));
}

/** `notes,users/WELCOME`: whole services and single values. */
function selectorsOf(from: Environment, only: string): CopySelector[] {
  const words = only
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  const parsed = words.map((word): CopySelector | Diagnostic => {
    if (!word.includes('/')) return { service: word, key: null };
    return parseKey(word) ?? diagnostic('UsageInvalid', `"${word}" is neither a service nor <service>/<KEY>`);
  });
  const problems = parsed.filter((one) => 'code' in one);
  if (problems.length > 0) throw new EnvctlError(problems);
  const selectors = parsed.filter((one) => 'key' in one);
  allOf(selectors.map(({ service }) => serviceOf(from, service)));
  return selectors;
}
