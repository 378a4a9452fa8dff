import type { Service } from '../../model/environment.ts';
import type { Run } from '../../model/run.ts';
import { observeConfig } from '../../observe/config.ts';
import { compareConfig, digested, type ComparedConfig } from '../../plan/config-diff.ts';
import { inFirstRegion, shownValues } from '../../plan/config-shown.ts';
import { differenceText } from '../../report/config-diff.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { filledBuild, readBuilds, type Builds } from './builds.ts';
import { choosePair } from './pair.ts';
import type { Chosen, ConfigRequest } from './request.ts';

/** What differs between two environments, side by side. Secrets are compared, never shown. */
export async function diffConfig(request: ConfigRequest): Promise<CommandResult> {
  const { context } = request;
  const pair = await choosePair(request, 'diff <env> <env>');
  const builds = await Promise.all(pair.map((chosen) => readBuilds(chosen, chosen.environment.services)));
  const [left, right] = pair.map(({ environment }) => environment);
  return connected(
    context,
    pair.map(({ environment }) => environment),
    async (run) => {
      const [one = {}, other = {}] = await Promise.all(
        pair.map((chosen, index) => comparedOf(chosen, builds[index] ?? new Map(), run)),
      );
      const services = compareConfig(one, other);
      const document = { left: left?.name ?? '', right: right?.name ?? '', services };
      return {
        outcomes: [{ document, errors: [] }],
        several: false,
        text: differenceText(document, context.style),
      };
    },
    [],
  );
}

async function comparedOf({ environment }: Chosen, builds: Builds, run: Run): Promise<ComparedConfig> {
  const { services } = environment;
  const observed = await observeConfig(environment, run, { services, decrypt: true });
  const entry = (service: Service) => ({
    build: filledBuild(builds, environment, service, observed.gateways.account),
    runtime: digested(inFirstRegion(shownValues(environment, service, observed), environment, service)),
  });
  return Object.fromEntries(services.map((service) => [service.name, entry(service)]));
}
