import { loadBuildConfig, type BuildConfig } from '../../definition/build-config.ts';
import type { LoadOptions } from '../../definition/load-options.ts';
import type { Diagnostic, Warning } from '../../diagnostics/diagnostic.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import { link } from '../../plan/link.ts';
import type { LinkedEnvironment } from '../../plan/linked.ts';
import type { Templates } from '../../plan/offers.ts';
import { checkOutputs } from '../../plan/outputs.ts';
import type { Neighbours } from '../../plan/sources.ts';
import { checkParameters } from '../../template/check-parameters.ts';
import { readTemplate } from '../../template/read.ts';
import type { Template } from '../../template/template.ts';
import type { Loaded } from './load.ts';

/** An environment that everything is known of that files can tell. */
export interface Prepared {
  readonly environment: Environment;
  readonly linked: LinkedEnvironment;
  readonly templates: Templates;
  readonly neighbours: Neighbours;
  /** Build-time configuration, by service name. */
  readonly configs: ReadonlyMap<string, BuildConfig>;
  readonly warnings: readonly Warning[];
}

export interface Preparation {
  readonly prepared: readonly Prepared[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads templates and build-time configuration, connects services and puts them in order: all problems of all environments. */
export async function prepare({ environments, related, options }: Loaded): Promise<Preparation> {
  const neighbours = new Map([
    ...related,
    ...environments.map((environment) => [environment.name, environment] as const),
  ]);
  const reader = new TemplateReader();
  const results: Prepared[] = [];
  const problems: Diagnostic[] = [];
  for (const environment of environments) {
    const templates = await reader.read([environment, ...lendersOf(environment), ...neighbours.values()]);
    const configs = await readConfigs(environment, options);
    const linked = link({ environment, templates, neighbours });
    problems.push(
      ...reader.takeProblems(),
      ...configs.diagnostics,
      ...linked.diagnostics,
      ...checkOutputs(environment, templates, neighbours),
      ...parameterProblems(environment, templates),
    );
    if (!linked.value) continue;
    results.push({
      environment,
      linked: linked.value,
      templates,
      neighbours,
      configs: configs.value,
      warnings: linked.warnings,
    });
  }
  return { prepared: results, diagnostics: problems };
}

/** The same for a command that goes on only when nothing is wrong. */
export async function prepareValid(loaded: Loaded): Promise<readonly Prepared[]> {
  const { prepared, diagnostics } = await prepare(loaded);
  if (diagnostics.length > 0) throw new EnvctlError(diagnostics);
  return prepared;
}

function lendersOf(environment: Environment): Environment[] {
  return environment.borrowed.flatMap(({ lender }) => (lender ? [lender, ...lendersOf(lender)] : []));
}

/** Reads each template once, however many environments use it. */
class TemplateReader {
  private readonly templates = new Map<string, Template | null>();
  private problems: Diagnostic[] = [];

  async read(environments: readonly Environment[]): Promise<Map<string, Template>> {
    const files = environments.flatMap(({ services }) => services.map(({ template }) => template));
    for (const file of files) {
      if (this.templates.has(file.value)) continue;
      const { value, diagnostics } = await readTemplate(file);
      this.templates.set(file.value, value);
      this.problems.push(...diagnostics);
    }
    return new Map([...this.templates].flatMap(([file, template]) => (template ? [[file, template] as const] : [])));
  }

  takeProblems(): Diagnostic[] {
    const problems = this.problems;
    this.problems = [];
    return problems;
  }
}

function parameterProblems(environment: Environment, templates: Templates): Diagnostic[] {
  return environment.services.flatMap((service) => {
    const template = templates.get(service.template.value);
    return template ? checkParameters(template, service.parameters, service.at) : [];
  });
}

async function readConfigs(
  environment: Environment,
  options: LoadOptions,
): Promise<{ value: Map<string, BuildConfig>; diagnostics: Diagnostic[] }> {
  const value = new Map<string, BuildConfig>();
  const diagnostics: Diagnostic[] = [];
  for (const service of environment.services) {
    if (!service.buildConfig) continue;
    const result = await loadBuildConfig(service, environment, options);
    if (result.value) value.set(service.name, result.value);
    diagnostics.push(...result.diagnostics);
  }
  return { value, diagnostics };
}
