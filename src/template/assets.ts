import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { readManifest } from './assembly.ts';
import { invalid } from './problem.ts';
import { replaceIn } from './replace.ts';
import type { Template, TreePath } from './template.ts';
import { isList, member, section, walk } from './tree.ts';

/** Paths of the files of an assembly, relative to the template, by the key under which templates look for them in S3. */
export type Assets = ReadonlyMap<string, string>;

/** The file assets of the synthesized CDK assembly that a template lies in; empty when it lies in none. */
export function assetsBeside(file: string): Assets {
  const folder = path.dirname(file);
  const artifacts = Object.values(section(readManifest(folder, 'manifest.json'), 'artifacts'));
  const lists = artifacts.filter((artifact) => member(artifact, 'type') === 'cdk:asset-manifest');
  const found = lists.flatMap((artifact): [string, string][] => {
    const name = member(member(artifact, 'properties'), 'file');
    const list = typeof name === 'string' ? readManifest(folder, name) : null;
    return Object.values(section(list, 'files')).flatMap(placesOf);
  });
  return new Map(found);
}

function placesOf(asset: Json): [string, string][] {
  const source = member(member(asset, 'source'), 'path');
  if (typeof source !== 'string') return [];
  return Object.values(section(asset, 'destinations')).flatMap((destination): [string, string][] => {
    const key = member(destination, 'objectKey');
    return typeof key === 'string' ? [[key, `./${source}`]] : [];
  });
}

export interface Localized {
  readonly template: Template;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A template of an assembly as if it had been written by hand: it names local files in place of objects in the bucket that
 * `cdk bootstrap` makes, and does not ask for that bootstrap's version. An asset that is used in a way that cannot be packaged
 * is a problem: its bucket is not there.
 */
export function withLocalAssets(template: Template, assets: Assets): Localized {
  let tree = withoutBootstrap(template.tree);
  for (const { path: at, file } of usesOf(tree, assets)) tree = replaceIn(tree, at, () => file);
  return { template: { ...template, tree }, diagnostics: leftOver(template, tree, assets) };
}

interface AssetUse {
  readonly path: TreePath;
  readonly file: string;
}

/** How resources name an object: `{ S3Bucket, S3Key }`, `{ Bucket, Key }`, or the address of a nested template. */
function usesOf(tree: JsonObject, assets: Assets): AssetUse[] {
  const uses: AssetUse[] = [];
  walk(section(tree, 'Resources'), ['Resources'], (node, at) => {
    const key = member(node, 'S3Key') ?? member(node, 'Key');
    const file = typeof key === 'string' && hasBucket(node) ? assets.get(key) : undefined;
    if (file !== undefined) uses.push({ path: [...at], file });
    const address = member(node, 'TemplateURL');
    const named = isObject(address) ? keyIn(address, assets) : undefined;
    if (named !== undefined) uses.push({ path: [...at, 'TemplateURL'], file: named });
  });
  return uses;
}

function hasBucket(node: Json): boolean {
  return member(node, 'S3Bucket') !== undefined || member(node, 'Bucket') !== undefined;
}

/** The file whose key stands somewhere in an address that is put together. */
function keyIn(address: Json, assets: Assets): string | undefined {
  const text = JSON.stringify(address);
  return [...assets].find(([key]) => text.includes(key))?.[1];
}

const BOOTSTRAP_VERSION = /^\/cdk-bootstrap\/[^/]+\/version$/;

/** Without the parameter that reads which `cdk bootstrap` an account has had, and the rule that looks at it. */
function withoutBootstrap(tree: JsonObject): JsonObject {
  const parameters = Object.entries(section(tree, 'Parameters'));
  const asked = parameters.filter(([, declared]) => BOOTSTRAP_VERSION.test(textOf(member(declared, 'Default'))));
  const names = asked.map(([name]) => name);
  if (names.length === 0) return tree;
  const rules = Object.entries(section(tree, 'Rules')).filter(
    ([, rule]) => !names.some((name) => refersTo(rule, name)),
  );
  const others = Object.entries(tree).filter(([name]) => name !== 'Parameters' && name !== 'Rules');
  const kept = parameters.filter(([name]) => !names.includes(name));
  return {
    ...Object.fromEntries(others),
    ...(kept.length > 0 ? { Parameters: Object.fromEntries(kept) } : {}),
    ...(rules.length > 0 ? { Rules: Object.fromEntries(rules) } : {}),
  };
}

function refersTo(node: Json, name: string): boolean {
  if (isList(node)) return node.some((item) => refersTo(item, name));
  if (!isObject(node)) return false;
  return node['Ref'] === name || Object.values(node).some((item) => refersTo(item, name));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function leftOver(template: Template, tree: JsonObject, assets: Assets): Diagnostic[] {
  return Object.entries(section(tree, 'Resources')).flatMap(([logicalId, resource]) => {
    const properties = JSON.stringify(member(resource, 'Properties') ?? null);
    const asset = [...assets].find(([key]) => properties.includes(key))?.[1];
    const what = asset ?? (properties.includes('-container-assets-') ? 'a container image' : null);
    if (what === null) return [];
    const message = `resource "${logicalId}" takes ${what} of the CDK assembly in a way that is not supported yet`;
    const hint = 'what can be packaged is the code of functions and layers, definitions, and nested stacks';
    return [invalid(template, ['Resources', logicalId], message, hint)];
  });
}
