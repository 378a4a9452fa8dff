import { readFileSync, realpathSync, statSync } from 'node:fs';
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
export function stackTemplates(folder: string): string[] {
  const root = realpathSync.native(folder);
  return templatesIn(folder, { root, seen: new Set([root]) });
}

interface Assembly {
  /** Without symbolic links. */
  readonly root: string;
  readonly seen: Set<string>;
}

function templatesIn(folder: string, assembly: Assembly): string[] {
  const manifest = readManifest(folder, 'manifest.json');
  const files: string[] = [];
  for (const artifact of Object.values(section(manifest, 'artifacts'))) {
    const type = member(artifact, 'type');
    const file = member(member(artifact, 'properties'), 'templateFile');
    const stage = member(member(artifact, 'properties'), 'directoryName');
    if (type === 'aws:cloudformation:stack' && typeof file === 'string') {
      const found = path.resolve(folder, file);
      if (isInside(found, assembly)) files.push(found);
    }
    if (type === 'cdk:cloud-assembly' && typeof stage === 'string') {
      const inner = path.resolve(folder, stage);
      if (entersFirst(inner, assembly)) files.push(...templatesIn(inner, assembly));
    }
  }
  return files;
}

function isInside(file: string, { root }: Assembly): boolean {
  return realPath(file).startsWith(`${root}${path.sep}`);
}

function entersFirst(folder: string, assembly: Assembly): boolean {
  const real = realPath(folder);
  if (assembly.seen.has(real) || !isInside(folder, assembly)) return false;
  assembly.seen.add(real);
  return true;
}

/** Without symbolic links; as it is for what is not there. */
function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

/** A JSON file of an assembly that is a map; null for anything else, also when it lies outside. */
export function readManifest(folder: string, name: string): Json {
  try {
    const file = path.resolve(folder, name);
    if (!isInside(file, { root: realpathSync.native(folder), seen: new Set() })) return null;
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > MAX_BYTES) return null;
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(manifest) ? manifest : null;
  } catch {
    return null;
  }
}
