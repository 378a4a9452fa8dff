import { readdirSync, type Dirent } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { diagnostic, type Result } from '../diagnostics/diagnostic.ts';
import { DefinitionFiles } from './definition-files.ts';
import { definitionCheck } from './definition-check.ts';
import { isBase, readDefinition, type Definition } from './extends.ts';
import type { LoadOptions } from './load-options.ts';
import { projectRoot } from './project-paths.ts';
import type { Validate } from './schema-check.ts';

/** The definitions of one folder, read and merged, but not resolved: what may refer to what is known. */
export interface Project {
  /** Absolute: the git root, else the folder above the definitions. */
  readonly root: string;
  /** The folder of definitions; absolute. */
  readonly dir: string;
  /** Every definition in the folder, bases and broken ones included, by name. */
  readonly entries: readonly ProjectEntry[];
  readonly validate: Validate;
}

export interface ProjectEntry {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** Gives no account: other definitions extend it, none of its own is deployed. */
  readonly base: boolean;
  readonly definition: Definition;
}

const EXTENSIONS = ['.yaml', '.yml'];

/** True for a path of a definition; everything else is the name of an environment. */
export function isDefinitionPath(name: string): boolean {
  return name.includes('/') || name.includes(sep) || EXTENSIONS.includes(extname(name));
}

/**
 * Reads the folder of definitions: `dir`, or the folder of the first name that is a path. A folder that cannot be read is
 * the only problem told here; what is wrong inside the files is told when their environments are loaded. From
 * the sources the check takes some 50 ms to make: whoever opens many projects hands in one that is made.
 */
export async function openProject(
  options: Pick<LoadOptions, 'dir' | 'cwd' | 'paths'>,
  names: readonly string[] = [],
  validate: Validate = definitionCheck(),
): Promise<Result<Project>> {
  const path = names.find(isDefinitionPath);
  const dir = path === undefined ? options.dir : dirname(resolve(options.cwd, path));
  const found = entriesOf(dir);
  if (!found) {
    const message = `there is no folder ${relative(options.cwd, dir) || dir} with definitions`;
    return {
      value: null,
      diagnostics: [
        diagnostic('DefinitionInvalid', message, { hint: 'make one with envctl init, or name it with --dir' }),
      ],
    };
  }
  const root = projectRoot(dir);
  const files = new DefinitionFiles(validate, options.paths);
  const fileNames = found
    .filter((entry) => !entry.isDirectory() && isDefinitionFile(entry.name))
    .map((entry) => entry.name);
  const definitions = await Promise.all(fileNames.map((name) => readDefinition(join(dir, name), root, files)));
  const extended = new Set(definitions.flatMap((definition) => definition.extended));
  const entries = definitions.map((definition) => ({
    name: definition.name,
    file: definition.file,
    base: isBase(definition, extended.has(definition.file)),
    definition,
  }));
  return { value: { root, dir, entries: entries.sort(byNameThenFile), validate }, diagnostics: [] };
}

/** Null where there is no folder that can be read. */
function entriesOf(dir: string): Dirent[] | null {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return null;
  }
}

function isDefinitionFile(name: string): boolean {
  return !name.startsWith('.') && EXTENSIONS.includes(extname(name));
}

function byNameThenFile(a: ProjectEntry, b: ProjectEntry): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.file < b.file ? -1 : 1;
}
