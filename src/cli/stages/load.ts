import { resolve } from 'node:path';
import { checkGuardrails } from '../../baseline/guardrail-files.ts';
import {
  loadEnvironments,
  openProject,
  type LoadedEnvironments,
  type LoadOptions,
  type Project,
} from '../../definition/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import type { Context } from '../context.ts';
import { gitSha } from '../git.ts';

/** Definitions as far as they could be read: those that are whole, and what is wrong with the others. */
export interface Loaded {
  readonly project: Project;
  /** How they were read. */
  readonly options: LoadOptions;
  /** These, and all that they lean on, by name. */
  readonly related: ReadonlyMap<string, Environment>;
  readonly environments: readonly Environment[];
  readonly diagnostics: readonly Diagnostic[];
  readonly invalid: LoadedEnvironments['invalid'];
}

/** How definitions are read in this run. */
function loadOptions({ host, options }: Context): LoadOptions {
  return {
    dir: resolve(host.cwd, options.dir),
    cwd: host.cwd,
    region: options.region ?? host.env['AWS_REGION'] ?? null,
    env: host.env,
    as: options.as ?? null,
    now: host.clock.now(),
    configSchemas: new Map(),
    configFiles: new Map(),
    paths: new Map(),
    gitSha,
  };
}

/** Reads the named definitions, or all of them when none is named; problems are part of the answer. */
export async function load(context: Context, names: readonly string[]): Promise<Loaded> {
  const options = loadOptions(context);
  const opened = await openProject(options, names, context.definitionCheck);
  if (!opened.value) throw new EnvctlError(opened.diagnostics);
  const { environments, related, diagnostics, invalid } = await loadEnvironments(opened.value, names, options);
  return {
    project: opened.value,
    options,
    environments,
    related,
    diagnostics: [...opened.diagnostics, ...diagnostics],
    invalid,
  };
}

/** The names that a command was given; `ENVCTL_ENVIRONMENT` stands in for none. */
export function namesOf({ host }: Context, given: readonly string[]): readonly string[] {
  const fallback = host.env['ENVCTL_ENVIRONMENT'];
  return given.length === 0 && fallback ? [fallback] : given;
}

/** The definitions that a command is about: at least one. What is wrong with them is part of the answer. */
export async function loadNamed(context: Context, given: readonly string[]): Promise<Loaded> {
  const names = namesOf(context, given);
  if (names.length === 0) {
    fail('UsageInvalid', 'no environment was named', {
      hint: 'name one, or set ENVCTL_ENVIRONMENT; envctl list shows them',
    });
  }
  return load(context, names);
}

/** The same for a command that needs no more than the definitions themselves, and those valid. */
export async function loadValid(context: Context, given: readonly string[]): Promise<Loaded> {
  const loaded = await loadNamed(context, given);
  const guardrails = await Promise.all(loaded.environments.map(checkGuardrails));
  const problems = [...loaded.diagnostics, ...guardrails.flat()];
  if (problems.length > 0) throw new EnvctlError(problems);
  return loaded;
}

/** Every definition of the project, for a command that was given some of them; those that were all named are not read again. */
export async function loadAll(context: Context, loaded: Loaded): Promise<Loaded> {
  const { project, options, environments } = loaded;
  const names = new Set(environments.map(({ name }) => name));
  const hasAll =
    options.as === null &&
    project.dir === options.dir &&
    project.entries.every(({ base, name }) => base || names.has(name));
  return hasAll ? loaded : load(context, []);
}
