import type { Position, Warning } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import type { JsonObject } from '../model/json.ts';
import { leavesOf } from '../model/leaves.ts';

/** An environment with the build-time configuration of its services, by name. */
export interface ConfiguredEnvironment {
  readonly environment: Environment;
  readonly builds: ReadonlyMap<string, JsonObject>;
}

/** What one environment names for one service. */
interface Named {
  readonly environment: string;
  readonly at: Position;
  readonly keys: ReadonlySet<string>;
}

/**
 * Names that one environment gives a service and another does not: most often somebody forgot them. Each is told once, at
 * the service of the first environment that lacks it.
 */
export function missingAcross(environments: readonly ConfiguredEnvironment[]): Warning[] {
  const projects = [...new Set(environments.map(({ environment }) => environment.project))];
  return projects.flatMap((project) => {
    const group = environments.filter(({ environment }) => environment.project === project);
    const services = [...new Set(group.flatMap(({ environment }) => environment.services.map(({ name }) => name)))];
    return services.sort().flatMap((service) => [
      ...missingIn(
        `run-time value`,
        service,
        group.flatMap((one) => runtimeNames(one, service)),
      ),
      ...missingIn(
        `build-time value`,
        service,
        group.flatMap((one) => buildNames(one, service)),
      ),
    ]);
  });
}

function runtimeNames({ environment }: ConfiguredEnvironment, name: string): Named[] {
  const service = environment.services.find((candidate) => candidate.name === name);
  if (!service) return [];
  const keys = new Set(service.runtime.map(({ key }) => key));
  return [{ environment: environment.name, at: service.at, keys }];
}

/** A service without build-time configuration at all is another kind of service, and lacks nothing. */
function buildNames({ environment, builds }: ConfiguredEnvironment, name: string): Named[] {
  const service = environment.services.find((candidate) => candidate.name === name);
  const build = builds.get(name);
  if (!service || !build) return [];
  const keys = new Set(leavesOf(build).map(([path]) => path));
  return [{ environment: environment.name, at: service.at, keys }];
}

function missingIn(what: string, service: string, named: readonly Named[]): Warning[] {
  const keys = [...new Set(named.flatMap((one) => [...one.keys]))].sort();
  return keys.flatMap((key) => {
    const lacking = named.filter((one) => !one.keys.has(key));
    const [first] = lacking;
    if (!first) return [];
    const has = named.filter((one) => one.keys.has(key));
    return [
      {
        message: `${what} ${key} of service "${service}" is in ${listed(has)}, but not in ${listed(lacking)}`,
        at: first.at,
      },
    ];
  });
}

function listed(named: readonly Named[]): string {
  return named.map(({ environment }) => environment).join(', ');
}
