import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadEnvironments, type LoadedEnvironments } from '../../../src/definition/load.ts';
import type { LoadOptions } from '../../../src/definition/load-options.ts';
import { definitionCheck } from '../../../src/definition/definition-check.ts';
import { openProject } from '../../../src/definition/project.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Environment } from '../../../src/model/environment.ts';

const validate = definitionCheck();

/** Files by their path below the project's root. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Loading extends LoadedEnvironments {
  readonly root: string;
}

/** A folder with these files, removed after the test. Templates that definitions name are made, unless they are given. */
export async function projectFolder(files: Files): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'envctl-definition-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries({ 'stack/t.yaml': 'Resources: {}\n', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Loads environments of a project made of these files; in short keys, `a.yaml` is `environments/a.yaml`. */
export async function load(
  files: Files,
  names: readonly string[] = [],
  more: Partial<LoadOptions> = {},
): Promise<Loading> {
  const placed = Object.entries(files).map(([path, content]) => [
    path.includes('/') ? path : `environments/${path}`,
    content,
  ]);
  return loadFolder(await projectFolder(Object.fromEntries(placed) as Files), names, more);
}

/** Loads environments of a project that is there already. */
export async function loadFolder(
  root: string,
  names: readonly string[] = [],
  more: Partial<LoadOptions> = {},
): Promise<Loading> {
  const options: LoadOptions = {
    dir: join(root, 'environments'),
    cwd: root,
    region: null,
    env: {},
    as: null,
    gitSha: async () => null,
    ...more,
  };
  const { value: project, diagnostics } = await openProject(options, names, validate);
  if (!project) return { root, environments: [], related: new Map(), invalid: [], diagnostics };
  return { root, ...(await loadEnvironments(project, names, options)) };
}

/** The one environment of a definition that is valid. */
export async function loadOne(yaml: string, more: Partial<LoadOptions> = {}, files: Files = {}): Promise<Environment> {
  const { environments, diagnostics } = await load({ 'main.yaml': yaml, ...files }, ['main'], more);
  const [environment] = environments;
  if (!environment)
    throw new Error(diagnostics.map((one) => `${one.at?.line}:${one.at?.column} ${one.message}`).join('\n'));
  return environment;
}

/** `file:line:column Code message (hint)`, with the file relative to the project. */
export function lines({ root, diagnostics }: { root: string; diagnostics: readonly Diagnostic[] }): string[] {
  return diagnostics.map(({ at, code, message, hint }) => {
    const place = at ? `${relative(root, at.file)}:${at.line}:${at.column} ` : '';
    return `${place}${code} ${message.replaceAll(`${root}/`, '')}${hint === null ? '' : ` (${hint.replaceAll(root, '<root>')})`}`;
  });
}

/** A valid definition with these lines in it. */
export function definition(...extra: readonly string[]): string {
  return ['project: notes', 'region: eu-west-1', 'account: { id: "123456789012" }', ...extra, ''].join('\n');
}
