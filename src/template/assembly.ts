import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isObject, type Json } from '../model/json.ts';
import { member, section } from './tree.ts';

/** A manifest lists what was synthesized, and little of it. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * The templates of the stacks of a synthesized CDK assembly, those of its stages too, as absolute paths in the order of
 * the manifest. Empty when the folder holds no assembly. What a manifest names outside of the assembly is passed over, links
 * followed, and so is a stage that contains itself.
 */
export async function stackTemplates(folder: string): Promise<string[]> {
  const root = await realpath(folder);
  return templatesIn(folder, { root, seen: new Set([root]) });
}

interface Assembly {
  /** Without symbolic links. */
  readonly root: string;
  readonly seen: Set<string>;
}

async function templatesIn(folder: string, assembly: Assembly): Promise<string[]> {
  const manifest = await readManifest(folder, 'manifest.json');
  const files: string[] = [];
  for (const artifact of Object.values(section(manifest, 'artifacts'))) {
    const type = member(artifact, 'type');
    const file = member(member(artifact, 'properties'), 'templateFile');
    const stage = member(member(artifact, 'properties'), 'directoryName');
    if (type === 'aws:cloudformation:stack' && typeof file === 'string') {
      const found = path.resolve(folder, file);
      if (await isInside(found, assembly)) files.push(found);
    }
    if (type === 'cdk:cloud-assembly' && typeof stage === 'string') {
      const inner = path.resolve(folder, stage);
      if (await entersFirst(inner, assembly)) files.push(...(await templatesIn(inner, assembly)));
    }
  }
  return files;
}

async function isInside(file: string, { root }: Assembly): Promise<boolean> {
  const real = await realpath(file).catch(() => file);
  return real.startsWith(`${root}${path.sep}`);
}

async function entersFirst(folder: string, assembly: Assembly): Promise<boolean> {
  const real = await realpath(folder).catch(() => folder);
  if (assembly.seen.has(real) || !(await isInside(folder, assembly))) return false;
  assembly.seen.add(real);
  return true;
}

/** A JSON file of an assembly that is a map; null for anything else, also when it lies outside. */
export async function readManifest(folder: string, name: string): Promise<Json> {
  try {
    const file = path.resolve(folder, name);
    if (!(await isInside(file, { root: await realpath(folder), seen: new Set() }))) return null;
    const stats = await stat(file);
    if (!stats.isFile() || stats.size > MAX_BYTES) return null;
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isObject(manifest) ? manifest : null;
  } catch {
    return null;
  }
}
