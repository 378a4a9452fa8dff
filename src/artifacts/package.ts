import { realpathSync } from 'node:fs';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { Template } from '../template/template.ts';
import type { PackagedService } from './packaged.ts';
import { Packager } from './packager.ts';

/** What packaging needs of a service. */
export interface PackageInput {
  readonly template: Template;
  /** Absolute path of the project: no local path leads out of it. */
  readonly root: string;
  /** Resolved build-time configuration; null when the service has none. */
  readonly config: JsonObject | null;
}

/** What packaging would refuse. Nothing is compressed, which is most of the work. */
export async function checkPackage({ template, root, config }: PackageInput): Promise<readonly Diagnostic[]> {
  return (await new Packager(realpathSync.native(root), config, true).package(template)).diagnostics;
}

/**
 * Does what `aws cloudformation package` does, except that nothing is uploaded and the bucket stays open: the same files
 * and configuration give the same tree and bytes on every machine. Problems stand where the template names the path.
 */
export async function packageService({ template, root, config }: PackageInput): Promise<Result<PackagedService>> {
  return new Packager(realpathSync.native(root), config, false).package(template);
}
