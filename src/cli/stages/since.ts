import { dirname, resolve } from 'node:path';
import picomatch from 'picomatch';
import { localPathsIn } from '../../artifacts/local-paths.ts';
import type { Service } from '../../model/environment.ts';
import { changedFiles } from '../git.ts';
import type { Prepared } from './prepare.ts';

/**
 * Names of the services that changes since a commit concern: their template, code, build folder or configuration, or what
 * `paths` names. A definition that changed, or one that it extends, concerns every service. Throws UsageInvalid outside
 * git and for a commit that is not there.
 */
export async function servicesSince(prepared: readonly Prepared[], ref: string): Promise<readonly string[]> {
  const concerned = await Promise.all(
    prepared.map(async ({ environment, templates }) => {
      const files = await changedFiles(environment.root, ref);
      const definitions = dirname(environment.file);
      const services: readonly Concerned[] = [...environment.services, ...environment.stackSets];
      if (files.some((file) => dirname(file) === definitions)) return services;
      return services.filter((service) => {
        const template = templates.get(service.template.value);
        const code = template
          ? localPathsIn(template.tree).map(({ value }) => resolve(dirname(template.file), value))
          : [];
        return files.some((file) => concerns(service, code, file));
      });
    }),
  );
  return [...new Set(concerned.flat().map(({ name }) => name))].sort();
}

/** A service, whoever deploys it. */
type Concerned = Pick<Service, 'name' | 'template' | 'paths'> & Partial<Pick<Service, 'build' | 'buildConfig'>>;

function concerns(service: Concerned, code: readonly string[], file: string): boolean {
  const folders = [dirname(service.template.value), service.build?.directory, service.buildConfig?.value, ...code];
  const inside = folders.some((folder) => folder !== undefined && (file === folder || file.startsWith(`${folder}/`)));
  return inside || service.paths.some((pattern) => picomatch.isMatch(file, pattern, { dot: true }));
}
