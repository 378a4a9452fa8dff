import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { diagnostic, inOrder, type Diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import type { Environment, Service } from '../model/environment.ts';
import { evaluateExpression, type Located, type Part } from '../model/expression.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { checkConfigSchema } from './config-schema.ts';
import { stem } from './extends.ts';
import { mergeTrees, withoutNulls } from './merge.ts';
import type { ConfigFiles, LoadOptions } from './load-options.ts';
import { pathProblems } from './project-paths.ts';
import { resolveReferences } from './references.ts';
import { readText } from '../files/text-file.ts';
import { toJson, treeOf, type MapTree, type Tree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

/** The build-time configuration of a service for one environment; `${account}` and `${region}` may still be open. */
export interface BuildConfig {
  readonly tree: MapTree;
}

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Reads `default` and `<environment>` from the service's `buildConfig` folder, merges them, fills in references and checks
 * the result against `config.schema.json` beside them. The environment's own file must exist, if only to say that nothing
 * differs: see decision 11. A service without `buildConfig` has no configuration to load: calling this for it is a fault of
 * the caller.
 */
export async function loadBuildConfig(
  service: Service,
  environment: Environment,
  options: Pick<LoadOptions, 'env' | 'gitSha' | 'configSchemas' | 'configFiles' | 'paths'>,
): Promise<Result<BuildConfig>> {
  const folder = service.buildConfig;
  if (!folder) throw new TypeError(`service ${service.name} has no buildConfig`);
  const files = findFiles(folder, environment);
  if (!files.value) return { value: null, diagnostics: files.diagnostics };
  const outside = pathProblems(
    environment.root,
    files.value.map((path) => claim(path, folder.at)),
    options.paths,
  );
  if (outside.length > 0) return { value: null, diagnostics: outside };
  const read = await Promise.all(files.value.map((file) => readOnce(file, folder.at, options.configFiles)));
  const diagnostics = read.flatMap((result) => result.diagnostics);
  const trees = read.map((result) => result.value).filter((tree) => tree !== null);
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const written = withoutNulls(
    trees.reduce<Tree>((farther, nearer) => mergeTrees(farther, nearer), emptyMap(folder.at)),
  );
  const filled = await fillIn(written, environment, options);
  const schema = join(folder.value, 'config.schema.json');
  const checked = await checkConfigSchema(schema, filled.tree, environment.root, options.configSchemas);
  const problems = [...filled.diagnostics, ...checked];
  if (problems.length > 0 || filled.tree.kind !== 'map') return { value: null, diagnostics: inOrder(problems) };
  return { value: { tree: filled.tree }, diagnostics: [] };
}

/** The configuration as plain JSON, for one account and region: what goes into the artifact as `config.json`. */
export function fillConfig(
  config: BuildConfig,
  place: { readonly account: string; readonly region: string },
): JsonObject {
  const filled = fillTree(config.tree, place);
  return isObject(filled) ? filled : {};
}

function fillTree(tree: Tree, place: { readonly account: string; readonly region: string }): Json {
  if (tree.kind === 'list') return tree.items.map((item) => fillTree(item, place));
  if (tree.kind === 'map') {
    return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, fillTree(value, place)]));
  }
  if (tree.kind !== 'expression') return toJson(tree);
  const known = (part: Part): string | null =>
    part.kind === 'account' ? place.account : part.kind === 'region' ? place.region : null;
  return evaluateExpression(tree.parts, known);
}

/** Of the files of a folder; none where there is no folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** `default` first, then the environment's own, by the name that it goes by or that its definition has. */
function findFiles({ value: folder, at }: Located<string>, environment: Environment): Result<string[]> {
  const present = namesIn(folder);
  const find = (name: string): string[] =>
    EXTENSIONS.map((extension) => name + extension).filter((file) => present.includes(file));
  const own = find(environment.name);
  const found = [find('default'), own.length > 0 ? own : find(stem(environment.file))];
  const twice = found.find((files) => files.length > 1);
  if (twice) {
    const message = `the build-time configuration has both ${twice.join(' and ')}`;
    return { value: null, diagnostics: [diagnostic('ConfigInvalid', message, { at, hint: 'keep one of them' })] };
  }
  const [common = [], its = []] = found;
  if (its.length > 0)
    return { value: [...new Set([...common, ...its])].map((file) => join(folder, file)), diagnostics: [] };
  const message = `${environment.name} has no build-time configuration of its own in ${relative(environment.root, folder) || folder}`;
  const hint = `add ${environment.name}.yaml${common[0] ? `; an empty one takes ${common[0]} as it is` : ''}`;
  return { value: null, diagnostics: [diagnostic('ConfigInvalid', message, { at, hint })] };
}

function claim(path: string, at: Position): Parameters<typeof pathProblems>[1][number] {
  return { path, kind: 'file', what: 'build-time configuration', at, code: 'ConfigInvalid' };
}

function readOnce(file: string, at: Position, known: ConfigFiles = new Map()): Promise<Result<Tree>> {
  const key = `${file} ${at.file}:${at.line}:${at.column}`;
  const reading = known.get(key) ?? readConfigFile(file, at);
  known.set(key, reading);
  return reading;
}

async function readConfigFile(file: string, namedAt: Position): Promise<Result<Tree>> {
  const text = await readText({ file, code: 'ConfigInvalid', namedAt });
  if (text.value === null) return { value: null, diagnostics: text.diagnostics };
  const content = readYaml(file, text.value, 'ConfigInvalid');
  if (!content.value || content.value.kind === 'map') return content;
  const problem = diagnostic('ConfigInvalid', 'build-time configuration must be a map', { at: content.value.at });
  return { value: null, diagnostics: [problem] };
}

function emptyMap(at: Position): MapTree {
  return { kind: 'map', entries: new Map(), at };
}

async function fillIn(
  tree: Tree,
  environment: Environment,
  options: Pick<LoadOptions, 'env' | 'gitSha' | 'configSchemas' | 'configFiles'>,
): Promise<{ tree: Tree; diagnostics: Diagnostic[] }> {
  const mentionsSha = JSON.stringify(toJson(tree)).includes('${git:sha}');
  return resolveReferences(
    tree,
    {
      project: environment.project,
      environment: environment.name,
      region: null,
      account: null,
      // Resolved already: what looks like a reference in it is meant literally.
      config: treeOf(environment.config, { file: environment.file, line: 1, column: 1 }),
      configHasPlaces: false,
      env: options.env,
      sha: mentionsSha ? await options.gitSha(environment.root) : null,
      partial: false,
      code: 'ConfigInvalid',
    },
    () => 'build',
  );
}
