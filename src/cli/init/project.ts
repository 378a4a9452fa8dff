import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import { existingDefinition, type FoundAccount } from './definition.ts';
import { environmentNameFrom } from './names.ts';
import { filledTemplates, schemaText } from './templates.ts';

export interface NewProject {
  readonly project: string;
  readonly region: string;
  /** Absolute. */
  readonly folder: string;
  /** Of the definitions, relative to it. */
  readonly definitions: string;
  /** Of a new account, with `${environment}` in it. */
  readonly email: string;
  /** Null: environments that make accounts of their own. */
  readonly accounts: readonly FoundAccount[] | null;
}

export interface ProjectFiles {
  /** By path below the project's folder, with slashes. */
  readonly files: ReadonlyMap<string, string>;
  readonly environments: readonly string[];
}

/** Those that a new project has, each with an account of its own. */
export const OWN_ENVIRONMENTS: readonly string[] = ['dev', 'prod'];

const PACKAGED_SCHEMA = join('node_modules', 'envctl', 'schemas', 'environment.schema.json');

/** The files of a new project, as they are to be written. */
export async function projectFiles(given: NewProject): Promise<ProjectFiles> {
  const { project, region, folder, definitions, email, accounts } = given;
  const dir = resolve(folder, definitions);
  const schema = schemaOf(dir, folder);
  const own = namedAccounts(accounts ?? [], project);
  const environments = accounts ? own.map(([name]) => name) : OWN_ENVIRONMENTS;
  const values = {
    project,
    region,
    email: stringify(email).trimEnd(),
    schema: schema.path,
    environment: environments[0] ?? 'dev',
    create: accounts ? '' : ' --create',
  };
  const templates = await filledTemplates(values);
  if (accounts) for (const name of OWN_ENVIRONMENTS) templates.delete(`environments/${name}.yaml`);
  for (const [name, account] of own)
    templates.set(`environments/${name}.yaml`, existingDefinition(account, schema.path));
  for (const name of environments) {
    templates.set(
      `services/hello/config/${name}.yaml`,
      `# What ${name} has otherwise than default.yaml: nothing yet.\n`,
    );
  }
  if (schema.copied) templates.set('environments/environment.schema.json', await schemaText());
  const placed = [...templates].map(([path, content]): [string, string] => [placeOf(path, dir, folder), content]);
  return { files: new Map(placed.sort(([one], [other]) => (one < other ? -1 : 1))), environments };
}

function namedAccounts(accounts: readonly FoundAccount[], project: string): [string, FoundAccount][] {
  const taken = new Set(['base']);
  return accounts.map((account) => {
    const name = environmentNameFrom(account.name, project, taken);
    taken.add(name);
    return [name, account];
  });
}

/** That of the installed package, so that it follows its version; else a copy beside the definitions. */
function schemaOf(dir: string, folder: string): { readonly path: string; readonly copied: boolean } {
  const installed = join(folder, PACKAGED_SCHEMA);
  return existsSync(installed)
    ? { path: slashed(relative(dir, installed)), copied: false }
    : { path: 'environment.schema.json', copied: true };
}

/** Definitions go to their folder, everything else beside it. */
function placeOf(path: string, dir: string, folder: string): string {
  const [top, ...rest] = path.split('/');
  const target = top === 'environments' ? join(dir, ...rest) : join(dirname(dir), path);
  return slashed(relative(folder, target));
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** The folder's own name, also of the current one. */
export function folderName(folder: string): string {
  return basename(resolve(folder));
}
