import { checkPackage, packageService } from '../../artifacts/package.ts';
import type { PackagedService } from '../../artifacts/packaged.ts';
import { Builds } from '../../artifacts/builds.ts';
import type { Diagnostic, Result } from '../../diagnostics/diagnostic.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import { fillConfig } from '../../definition/build-config.ts';
import type { NodeKey } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { Packaged } from '../../plan/deployment.ts';
import type { LinkedService } from '../../plan/linked.ts';
import { readTemplate } from '../../template/read.ts';
import type { Prepared } from './prepare.ts';

/** Stands for the id of an account that is not there yet: nothing that contains it is ever deployed. */
const NO_ACCOUNT = '000000000000';

/** What packaging made of each service of one environment, and the bytes to upload, by key. */
export interface Packed {
  readonly services: ReadonlyMap<NodeKey, Packaged>;
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** Builds what asks for a build, then packages every service: each once a run, however often it is planned. */
export class Packer {
  private readonly builds: Builds;
  private readonly packed = new Map<string, Promise<Packed>>();

  constructor(run: Run) {
    this.builds = new Builds(
      ({ environment, service: subject }, message) => run.emit({ environment, subject, phase: 'progress', message }),
      run.signal,
    );
  }

  /** `only`: names of services; null for all. Throws BuildFailed, ConfigInvalid, TemplateInvalid: all that is wrong. */
  pack(prepared: Prepared, account: string | null, only: readonly string[] | null): Promise<Packed> {
    const key = JSON.stringify([prepared.environment.name, account, only]);
    const packed = this.packed.get(key) ?? this.packAll(prepared, account, only);
    this.packed.set(key, packed);
    return packed;
  }

  private async packAll(prepared: Prepared, account: string | null, only: readonly string[] | null): Promise<Packed> {
    const wanted = prepared.linked.services.filter(({ service }) => !only || only.includes(service.name));
    const results = await Promise.all(wanted.map((linked) => this.packOne(linked, prepared, account)));
    const problems = results.flatMap(({ diagnostics }) => diagnostics);
    if (problems.length > 0) throw new EnvctlError(problems);
    const services = new Map(
      wanted.flatMap(({ key }, index) => {
        const packed = results[index]?.value;
        return packed ? [[key, packed] as const] : [];
      }),
    );
    const artifacts = [...services.values()].flatMap((packed) => packed.artifacts);
    return { services, bytes: new Map(artifacts.map(({ key, bytes }) => [key, bytes])) };
  }

  private async packOne(
    { service, region }: LinkedService,
    prepared: Prepared,
    account: string | null,
  ): Promise<Result<PackagedService>> {
    const { environment, templates } = prepared;
    const loaded = prepared.configs.get(service.name);
    const config = loaded ? fillConfig(loaded, { account: account ?? NO_ACCOUNT, region }) : null;
    const { root, project, name } = environment;
    if (!service.build) {
      const template = templates.get(service.template.value);
      return template ? packageService({ template, root, config }) : { value: null, diagnostics: [] };
    }
    const input = {
      ...service.build,
      project,
      environment: name,
      service: service.name,
      region: environment.region,
      config,
      at: service.at,
    };
    const built = await this.builds.run(input, async () => {
      const template = await readTemplate(service.template);
      return template.value
        ? packageService({ template: template.value, root, config })
        : { value: null, diagnostics: template.diagnostics };
    });
    return 'failure' in built ? { value: null, diagnostics: [built.failure] } : built.value;
  }
}

/**
 * What packaging would refuse, as far as it can be told before anything is built. Of a configuration it counts only whether there
 * is one, so that what environments share is looked at once.
 */
export async function checkPackages(prepared: readonly Prepared[]): Promise<Map<string, readonly Diagnostic[]>> {
  const known = new Map<string, Promise<readonly Diagnostic[]>>();
  const check = async ({ environment, templates, configs }: Prepared, { service }: LinkedService) => {
    const template = templates.get(service.template.value);
    if (!template || service.build) return [];
    const config = configs.has(service.name) ? {} : null;
    const key = JSON.stringify([template.file, environment.root, config]);
    const checking = known.get(key) ?? checkPackage({ template, root: environment.root, config });
    known.set(key, checking);
    return checking;
  };
  const found = prepared.map(async (one) => {
    const each = await Promise.all(one.linked.services.map((linked) => check(one, linked)));
    return [one.environment.name, each.flat()] as const;
  });
  return new Map(await Promise.all(found));
}
