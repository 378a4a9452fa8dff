import type { AccountGateways } from '../aws/types/account.ts';
import { readWritten } from '../bucket/written.ts';
import type { Environment, Service } from '../model/environment.ts';
import { parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { Run } from '../model/run.ts';
import { enterAccount } from './access.ts';
import { observeAccount } from './account.ts';
import { requireAccount } from './require.ts';

/** The run-time values of an environment as they are now, and the way to change them. */
export interface ObservedConfig extends Pick<Observation, 'parameters' | 'written'> {
  readonly environment: Environment;
  readonly gateways: AccountGateways;
}

export interface ConfigReading {
  /** Those whose values are wanted, in all their regions. */
  readonly services: readonly Service[];
  /** True: secrets are read in clear. */
  readonly decrypt: boolean;
}

/** Reads run-time values of an account that exists already: AccountNotFound otherwise. Changes nothing. */
export async function observeConfig(
  environment: Environment,
  run: Run,
  { services, decrypt }: ConfigReading,
): Promise<ObservedConfig> {
  const account = requireAccount(environment, await observeAccount(environment, run));
  const gateways = await enterAccount(environment, account, 'deploy', run);
  const regions = [...new Set(services.flatMap((service) => service.regions))].sort();
  const lists = await Promise.all(
    regions.map(async (region) => {
      const path = pathOf(
        environment,
        services.filter((service) => service.regions.includes(region)),
      );
      return [region, await gateways.ssm(region).below(path, { decrypt })] as const;
    }),
  );
  const parameters = Object.fromEntries(lists);
  return { environment, gateways, parameters, written: await readWritten(environment, gateways, parameters) };
}

/** One service is read by itself; several come with all that is below the environment, in as few pages. */
function pathOf(environment: Environment, services: readonly Service[]): string {
  const [only, ...others] = services;
  const path =
    only && others.length === 0 ? parameterName(environment, only.name, '') : parameterName(environment, '', '');
  return path.replace(/\/+$/, '');
}
