import { fillConfig, loadBuildConfig, type BuildConfig } from '../../definition/build-config.ts';
import type { Environment, Service } from '../../model/environment.ts';
import type { JsonObject } from '../../model/json.ts';
import { firstRegion } from '../../plan/config-shown.ts';
import { allOf, type Chosen } from './request.ts';

/** Build-time configuration by the name of the service. */
export type Builds = ReadonlyMap<string, BuildConfig>;

/** Reads the build-time configuration of services, without AWS. Throws ConfigInvalid: all that is wrong. */
export async function readBuilds({ environment, options }: Chosen, services: readonly Service[]): Promise<Builds> {
  const configured = services.filter(({ buildConfig }) => buildConfig !== null);
  const loaded = allOf(await Promise.all(configured.map((service) => loadBuildConfig(service, environment, options))));
  return new Map(configured.flatMap(({ name }, index) => (loaded[index] ? [[name, loaded[index]] as const] : [])));
}

/** What is packed for a service in its first region; empty for one without build-time configuration. */
export function filledBuild(builds: Builds, environment: Environment, service: Service, account: string): JsonObject {
  const build = builds.get(service.name);
  return build ? fillConfig(build, { account, region: firstRegion(environment, service) }) : {};
}
