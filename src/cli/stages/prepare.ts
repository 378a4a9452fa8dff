import { checkGuardrails } from '../../baseline/guardrail-files.ts';
import { baselineTemplate } from '../../baseline/set-template.ts';
import { loadBuildConfig, type BuildConfig } from '../../definition/build-config.ts';
import type { LoadOptions } from '../../definition/load-options.ts';
import type { Diagnostic, Position, Result, Warning } from '../../diagnostics/diagnostic.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import { isName } from '../../model/names.ts';
import { link } from '../../plan/link.ts';
import { checkStackSet } from './stack-set-template.ts';
import type { StackSetService } from '../../model/stack-set.ts';
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
  /** Environments with which nothing is wrong. */
  readonly prepared: readonly Prepared[];
  /** What is wrong with each environment, by name; an empty list for the others. */
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Reads templates and build-time configuration, connects services and puts them in order: all problems of all environments. */
export async function prepare(loaded: Loaded): Promise<Preparation> {
  const preparer = new Preparer(loaded);
  const problems = new Map<string, readonly Diagnostic[]>();
  const prepared: Prepared[] = [];
  for (const environment of loaded.environments) {
    const result = await preparer.prepare(environment);
    problems.set(environment.name, result.diagnostics);
    if (result.value) prepared.push(result.value);
  }
  const told = new Set(loaded.diagnostics.map(({ at }) => placeKey(at)));
  for (const { name, partial } of loaded.invalid) {
    problems.set(name, partial ? await preparer.check(withFiles(partial, told)) : []);
  }
  return { prepared, problems };
}

/** Without what is missing or outside the project, templates with their services: that has been said where it is named. */
function withFiles(environment: Environment, told: ReadonlySet<string>): Environment {
  const isThere = ({ template }: Pick<Environment['services'][number], 'template'>): boolean =>
    !told.has(placeKey(template.at));
  const { services, stackSets } = environment;
  const configured = services.filter(isThere).map((service) => {
    const { buildConfig } = service;
    return buildConfig && told.has(placeKey(buildConfig.at)) ? { ...service, buildConfig: null } : service;
  });
  return { ...environment, services: configured, stackSets: stackSets.filter(isThere) };
}

function placeKey(at: Position | null): string {
  return at === null ? '' : `${at.file}:${at.line}:${at.column}`;
}

/** The same for a command that goes on only when nothing is wrong. */
export async function prepareValid(loaded: Loaded): Promise<readonly Prepared[]> {
  const { prepared, problems } = await prepare(loaded);
  const diagnostics = distinct([...loaded.diagnostics, ...[...problems.values()].flat()]);
  if (diagnostics.length > 0) throw new EnvctlError(diagnostics);
  return prepared;
}

/** Each problem once: several environments may share the file that it is in. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((problem) => [JSON.stringify(problem), problem])).values()];
}

class Preparer {
  private readonly reader = new TemplateReader();
  private readonly neighbours: Neighbours;
  private readonly options: LoadOptions;
  /** The templates of all neighbours, read when the first environment asks. */
  private shared: Promise<void> | null = null;

  constructor({ environments, related, options }: Loaded) {
    this.neighbours = new Map([...related, ...environments.map((one) => [one.name, one] as const)]);
    this.options = options;
  }

  async prepare(environment: Environment): Promise<{ value: Prepared | null; diagnostics: readonly Diagnostic[] }> {
    const { neighbours } = this;
    const { templates, problems, complete } = await this.templatesOf(environment);
    const configs = await readConfigs(environment, this.options);
    const linked = link({ environment, templates, neighbours });
    const diagnostics = [
      ...(await checkGuardrails(environment)),
      ...problems,
      ...configs.diagnostics,
      ...linked.diagnostics,
      ...this.values(environment, templates),
    ];
    // An export that could not be read is not known to be missing.
    const warnings = [...environment.warnings, ...(complete ? linked.warnings : []), ...configs.warnings];
    if (!linked.value || diagnostics.length > 0) return { value: null, diagnostics };
    const value = { environment, linked: linked.value, templates, neighbours, configs: configs.value, warnings };
    return { value, diagnostics };
  }

  /** What can be told of an environment whose definition is not whole. */
  async check(environment: Environment): Promise<readonly Diagnostic[]> {
    const { templates, problems } = await this.templatesOf(environment);
    const configs = await readConfigs(environment, this.options);
    return [...problems, ...configs.diagnostics, ...this.values(environment, templates)];
  }

  private async templatesOf(environment: Environment): Promise<ReadTemplates> {
    this.shared ??= this.reader.readAll([...this.neighbours.values()]);
    await this.shared;
    return this.reader.read(environment);
  }

  private values(environment: Environment, templates: Templates): Diagnostic[] {
    return [
      ...checkOutputs(environment, templates, this.neighbours),
      ...parameterProblems(environment, templates),
      ...environment.stackSets.flatMap((service) => checkStackSet(service, templates.get(service.template.value))),
    ];
  }
}

function lendersOf(environment: Environment): Environment[] {
  return environment.borrowed.flatMap(({ lender }) => (lender ? [lender, ...lendersOf(lender)] : []));
}

interface ReadTemplates {
  readonly templates: Templates;
  /** Of the templates that the environment itself deploys or borrows. */
  readonly problems: readonly Diagnostic[];
  /** False when one of those could not be read. */
  readonly complete: boolean;
}

/** Reads each template once, however many environments use it. */
class TemplateReader {
  private readonly results = new Map<string, Result<Template>>();
  /** Those that could be read: one map for all environments, which grows while they are read. */
  private readonly templates = new Map<string, Template>();

  async readAll(environments: readonly Environment[]): Promise<void> {
    for (const environment of environments) {
      const { services, stackSets } = environment;
      for (const set of stackSets) if (set.baseline !== null) this.make(set, environment);
      for (const { template } of [...services, ...stackSets]) await this.readOne(template);
    }
  }

  async read(about: Environment): Promise<ReadTemplates> {
    const own = [about, ...lendersOf(about)];
    await this.readAll(own);
    const files = [...own.flatMap(({ services }) => services), ...about.stackSets].map(
      ({ template }) => template.value,
    );
    const results = [...new Set(files)].flatMap((file) => this.results.get(file) ?? []);
    return {
      templates: this.templates,
      problems: results.flatMap(({ diagnostics }) => diagnostics),
      complete: results.every(({ value }) => value !== null),
    };
  }

  private async readOne(template: Environment['services'][number]['template']): Promise<void> {
    if (!this.results.has(template.value)) this.keep(template.value, await readTemplate(template));
  }

  /** A template that no file has: what the stack set brings is the baseline. */
  private make(set: StackSetService, { project, region }: Environment): void {
    const { value: file, at } = set.template;
    const tree = baselineTemplate(project, region, set);
    this.keep(file, { value: { file, text: '', tree, locate: () => at }, diagnostics: [] });
  }

  private keep(file: string, result: Result<Template>): void {
    this.results.set(file, result);
    if (result.value) this.templates.set(file, result.value);
  }
}

function parameterProblems(environment: Environment, templates: Templates): Diagnostic[] {
  return environment.services.flatMap((service) => {
    const template = templates.get(service.template.value);
    if (!template) return [];
    return checkParameters(template, service.parameters, service.parametersLost ? null : service.at);
  });
}

interface ReadConfigs {
  readonly value: Map<string, BuildConfig>;
  readonly diagnostics: Diagnostic[];
  readonly warnings: Warning[];
}

async function readConfigs(environment: Environment, options: LoadOptions): Promise<ReadConfigs> {
  const read: ReadConfigs = { value: new Map(), diagnostics: [], warnings: [] };
  // The name of the file with its configuration is that of the environment: one that cannot be has been told.
  if (!isName(environment.name)) return read;
  for (const service of environment.services) {
    if (!service.buildConfig) continue;
    const result = await loadBuildConfig(service, environment, options);
    if (result.value) read.value.set(service.name, result.value);
    read.diagnostics.push(...result.diagnostics);
    read.warnings.push(...(result.warnings ?? []));
  }
  return read;
}
