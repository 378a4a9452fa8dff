import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isObject, type Json } from '../model/json.ts';
import { member, section } from './tree.ts';

/**
 * The templates of the stacks of a synthesized CDK assembly, those of its stages too, as absolute paths in the order of
 * the manifest. Empty when the folder holds no assembly.
 */
export async function stackTemplates(folder: string): Promise<string[]> {
  const manifest = await readManifest(folder);
  const files: string[] = [];
  for (const artifact of Object.values(section(manifest, 'artifacts'))) {
    const type = member(artifact, 'type');
    const file = member(member(artifact, 'properties'), 'templateFile');
    const stage = member(member(artifact, 'properties'), 'directoryName');
    if (type === 'aws:cloudformation:stack' && typeof file === 'string') files.push(path.resolve(folder, file));
    if (type === 'cdk:cloud-assembly' && typeof stage === 'string')
      files.push(...(await stackTemplates(path.resolve(folder, stage))));
  }
  return files;
}

async function readManifest(folder: string): Promise<Json> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
    return isObject(manifest) ? manifest : null;
  } catch {
    return null;
  }
}
