import type { ShownService } from '../../model/config.ts';
import { observeConfig } from '../../observe/config.ts';
import { serviceOf } from '../../plan/config-keys.ts';
import { masked, shownValues } from '../../plan/config-shown.ts';
import { configFileText, shownText } from '../../report/config.ts';
import { clean } from '../../report/clean.ts';
import { fail } from '../../diagnostics/error.ts';
import type { Context } from '../context.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { filledBuild, readBuilds } from './builds.ts';
import { allOf, chooseEnvironment, expectWords, type ConfigRequest } from './request.ts';

/** Build-time configuration as it is packed, and run-time values as they are; as a file that `set --from-file` takes, too. */
export async function showConfig(request: ConfigRequest): Promise<CommandResult> {
  const { context, args } = request;
  const { environment, options, rest } = await chooseEnvironment(request);
  expectWords(rest, [0, 1], 'show <env> [service]');
  const services = rest.length === 0 ? environment.services : allOf(rest.map((name) => serviceOf(environment, name)));
  if (args.format === 'dotenv' && services.length > 1) {
    fail('UsageInvalid', 'a dotenv file holds the values of one service', { hint: 'name it after the environment' });
  }
  const builds = await readBuilds({ environment, options }, services);
  return connected(context, [environment], async (run) => {
    const observed = await observeConfig(environment, run, { services, decrypt: args.reveal });
    const shown = services.map((service): ShownService => {
      const values = shownValues(environment, service, observed);
      const build = filledBuild(builds, environment, service, observed.gateways.account);
      return { service: service.name, build, runtime: args.reveal ? values : masked(values) };
    });
    const document = { environment: environment.name, services: shown };
    const text = args.format
      ? printable(configFileText(document, args.format, rest.length > 0), context)
      : shownText(document, environment.region, context.style);
    return { outcomes: [{ document, errors: [] }], several: false, text };
  });
}

/** A file is as it is; on a terminal it is only looked at. */
function printable(text: string, { host }: Context): string {
  return host.stdout.isTerminal ? clean(text) : text;
}
