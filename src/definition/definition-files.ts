import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import { withoutExtensions } from './places.ts';
import { checkAgainst, type Validate } from './schema-check.ts';
import { readText } from '../files/text-file.ts';
import type { KnownPaths } from './project-paths.ts';
import type { MapTree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

/** One file of a definition after the schema's check: nulls still in it, since they remove what `extends` brings. */
export interface DefinitionFile {
  readonly file: string;
  /** Null when nothing in the file can be used. */
  readonly tree: MapTree | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads each file once, however many definitions extend it. */
export class DefinitionFiles {
  /** What is known of the paths that `extends` names. */
  readonly paths: KnownPaths;
  readonly #validate: Validate;
  readonly #read = new Map<string, Promise<DefinitionFile>>();

  constructor(validate: Validate, paths: KnownPaths = new Map()) {
    this.#validate = validate;
    this.paths = paths;
  }

  /** `namedAt` is the place that names the file; null when the command line or the folder does. */
  read(file: string, namedAt: Position | null): Promise<DefinitionFile> {
    const known = this.#read.get(file);
    if (known) return known;
    const reading = readDefinitionFile(file, namedAt, this.#validate);
    this.#read.set(file, reading);
    return reading;
  }
}

async function readDefinitionFile(file: string, namedAt: Position | null, validate: Validate): Promise<DefinitionFile> {
  const text = await readText({ file, code: 'DefinitionInvalid', namedAt });
  if (text.value === null) return { file, tree: null, diagnostics: text.diagnostics };
  const content = readYaml(file, text.value, 'DefinitionInvalid');
  if (!content.value) {
    const start: Position = { file, line: 1, column: 1 };
    const empty = diagnostic('DefinitionInvalid', 'the definition is empty', {
      at: start,
      hint: 'give it at least a project',
    });
    return { file, tree: null, diagnostics: content.diagnostics.length > 0 ? content.diagnostics : [empty] };
  }
  const { tree, diagnostics } = checkAgainst(validate, content.value, 'DefinitionInvalid', false);
  const usable = withoutExtensions(tree);
  return { file, tree: usable.kind === 'map' ? usable : null, diagnostics };
}
