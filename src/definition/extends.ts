import { basename, extname } from 'node:path';
import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import type { DefinitionFile, DefinitionFiles } from './definition-files.ts';
import { namesAccount, replacesForm } from './forms.ts';
import { isNull, mergeTrees, withoutNulls } from './merge.ts';
import { pathFrom, pathProblems, type KnownPaths, type PathClaim } from './project-paths.ts';
import { mapEntries, type MapTree, type Tree } from './tree.ts';

/** A definition with everything that it extends merged beneath it; not checked any further. */
export interface Definition {
  readonly file: string;
  /** Its own `name`, else the file's. */
  readonly name: string;
  readonly nameAt: Position;
  /** Merged, without nulls. Null when the file itself cannot be used. */
  readonly tree: MapTree | null;
  /** Files that it extends, the nearest first. */
  readonly extended: readonly string[];
  /** A file that it extends could not be used: what is missing may have stood there. */
  readonly incomplete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keys that an environment keeps to itself when another definition extends it. */
const OWN_KEYS = ['name', 'expires', 'protected'];

/** Reads a definition and all that it extends. */
export async function readDefinition(file: string, root: string, files: DefinitionFiles): Promise<Definition> {
  const { chain, broken, diagnostics } = await readChain(file, root, files);
  const trees = chain.map((link) => link.tree).filter((tree) => tree !== null);
  const merged = chain[0]?.tree ? mergeChain(trees) : null;
  const name = merged?.entries.get('name')?.value;
  const start: Position = { file, line: 1, column: 1 };
  const own = name?.kind === 'scalar' ? { value: String(name.value), at: name.at } : { value: stem(file), at: start };
  return {
    file,
    name: own.value,
    nameAt: own.at,
    tree: merged,
    incomplete: broken,
    extended: chain.slice(1).map((link) => link.file),
    diagnostics,
  };
}

/** The file's name without its extension: the default name of the environment. */
export function stem(file: string): string {
  return basename(file, extname(file));
}

async function readChain(
  file: string,
  root: string,
  files: DefinitionFiles,
): Promise<{ chain: DefinitionFile[]; broken: boolean; diagnostics: Diagnostic[] }> {
  const start: Position = { file, line: 1, column: 1 };
  const own = { path: file, kind: 'file', what: 'the definition', at: start, code: 'DefinitionInvalid' } as const;
  const diagnostics: Diagnostic[] = pathProblems(root, [own], files.paths);
  const chain = diagnostics.length > 0 ? [] : [await files.read(file, null)];
  for (let last = chain[0]; last; last = chain.at(-1)) {
    diagnostics.push(...last.diagnostics);
    const base = last.tree?.entries.get('extends')?.value;
    if (base?.kind !== 'scalar' || base.value === null) break;
    const next = pathFrom(base.at, String(base.value));
    const problem = await extendsProblem(base.at, String(base.value), next, { root, chain, paths: files.paths });
    if (problem) {
      diagnostics.push(problem);
      return { chain, broken: true, diagnostics };
    }
    chain.push(await files.read(next, base.at));
  }
  return { chain, broken: chain.some((link) => link.tree === null), diagnostics };
}

async function extendsProblem(
  at: Position,
  value: string,
  next: string,
  { root, chain, paths }: { root: string; chain: readonly DefinitionFile[]; paths: KnownPaths },
): Promise<Diagnostic | null> {
  if (value.includes('${')) {
    return diagnostic('DefinitionInvalid', 'references cannot stand in extends', {
      at,
      hint: 'write the value itself',
    });
  }
  const known = chain.findIndex((link) => link.file === next);
  if (known >= 0) {
    const circle = [...chain.slice(known).map((link) => link.file), next].map((file) => basename(file)).join(' -> ');
    return diagnostic('DefinitionInvalid', `the definition extends itself: ${circle}`, {
      at,
      hint: 'remove one extends',
    });
  }
  const claim: PathClaim = { path: next, kind: 'file', what: 'extends:', at, code: 'DefinitionInvalid' };
  const [problem] = pathProblems(root, [claim], paths);
  return problem ?? null;
}

/** Merges from the farthest file to the nearest, which stands first. */
function mergeChain(trees: readonly MapTree[]): MapTree | null {
  let merged: Tree | null = null;
  for (const [index, tree] of [...trees.entries()].reverse()) {
    const candidate: Tree = merged ? mergeTrees(merged, tree, replacesForm) : tree;
    const isHeir = index === 0;
    if (isHeir || !isEnvironment(candidate)) merged = candidate;
    else merged = merged ? mergeTrees(merged, withoutOwnKeys(tree), replacesForm) : withoutOwnKeys(tree);
  }
  const clean = merged && withoutNulls(merged);
  return clean?.kind === 'map' ? clean : null;
}

function isEnvironment(tree: Tree): boolean {
  const account = tree.kind === 'map' ? tree.entries.get('account')?.value : undefined;
  return account !== undefined && !isNull(account) && (account.kind !== 'map' || namesAccount(account));
}

function withoutOwnKeys(tree: MapTree): MapTree {
  return mapEntries(tree, ({ value }, key) => (OWN_KEYS.includes(key) ? null : value));
}

/** A base gives no account; nor does a file with only details of one, as long as another definition completes them. */
export function isBase(definition: Definition, isExtended: boolean): boolean {
  if (!definition.tree || definition.incomplete) return isExtended;
  return definition.tree.entries.has('account') ? isExtended && !isEnvironment(definition.tree) : true;
}
