import { relative, resolve } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isName } from '../model/names.ts';
import { nameHint } from '../model/nearest.ts';
import { isDefinitionPath, type Project, type ProjectEntry } from './project.ts';

/** A definition that was asked for, and the name to resolve it under. */
export interface Target {
  readonly entry: ProjectEntry;
  readonly name: string;
}

/** Finds the definitions that names or paths mean; none given: all that are environments. */
export function selectTargets(
  project: Project,
  names: readonly string[],
  options: { readonly cwd: string; readonly as: string | null },
): { targets: Target[]; diagnostics: Diagnostic[] } {
  const environments = project.entries.filter((entry) => !entry.base);
  if (names.length === 0)
    return { targets: environments.map((entry) => ({ entry, name: entry.name })), diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const targets: Target[] = [];
  for (const name of new Set(names)) {
    const entry = findEntry(project, name, options.cwd);
    const problems = entry ? entryProblems(entry) : [unknownName(project, name, options.cwd)];
    diagnostics.push(...problems);
    if (problems.length === 0 && entry && !targets.some((target) => target.entry === entry))
      targets.push({ entry, name: entry.name });
  }
  if (options.as === null) return { targets, diagnostics };
  const problem = asProblem(project, targets, options.as);
  if (problem) return { targets: [], diagnostics: [...diagnostics, problem] };
  return { targets: targets.map(({ entry }) => ({ entry, name: options.as ?? entry.name })), diagnostics };
}

function findEntry(project: Project, name: string, cwd: string): ProjectEntry | null {
  if (isDefinitionPath(name)) {
    const file = resolve(cwd, name);
    return project.entries.find((entry) => entry.file === file) ?? null;
  }
  const named = project.entries.filter((entry) => entry.name === name);
  return named.find((entry) => !entry.base) ?? named[0] ?? null;
}

/** Whether a definition that extends itself, or could not be read whole, would be a base, nobody can tell: that is the problem then. */
function entryProblems(entry: ProjectEntry): readonly Diagnostic[] {
  if (!entry.base) return [];
  const { tree, incomplete, diagnostics } = entry.definition;
  if ((!tree || incomplete) && diagnostics.length > 0) return diagnostics;
  const at = { file: entry.file, line: 1, column: 1 };
  const hint = 'name an environment that extends it, or give it an account';
  return [diagnostic('DefinitionInvalid', `${entry.name} is a base: it gives no account`, { at, hint })];
}

function unknownName(project: Project, name: string, cwd: string): Diagnostic {
  if (isDefinitionPath(name)) {
    const hint = `definitions are read from ${relative(cwd, project.dir) || '.'}; name another folder with --dir`;
    return diagnostic('DefinitionInvalid', `there is no definition ${name}`, { hint });
  }
  const known = project.entries.filter((entry) => !entry.base).map((entry) => entry.name);
  const hint = nameHint(name, known) ?? `add ${name}.yaml to ${relative(cwd, project.dir) || '.'}`;
  return diagnostic('DefinitionInvalid', `there is no environment ${name}`, { hint });
}

function asProblem(project: Project, targets: readonly Target[], as: string): Diagnostic | null {
  if (!isName(as)) {
    const hint = 'use lower-case letters and digits in groups joined by single hyphens, at most 32';
    return diagnostic('UsageInvalid', `--as ${as} is not a name for an environment`, { hint });
  }
  if (targets.length > 1)
    return diagnostic('UsageInvalid', '--as takes one definition, not several', { hint: 'name one environment' });
  const taken = project.entries.find((entry) => entry.name === as && !entry.base && entry !== targets[0]?.entry);
  return taken
    ? diagnostic('UsageInvalid', `--as ${as} is the name of another definition`, { hint: 'choose another name' })
    : null;
}
