import type { Json, JsonObject } from '../model/json.ts';
import { isList, member } from './tree.ts';

/** The transform of the Serverless Application Model. */
export const SAM = 'AWS::Serverless-2016-10-31';

/** Transforms of AWS that add no resource or output beside those that the file shows. */
const CLOSED = new Set([
  SAM,
  'AWS::LanguageExtensions',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
]);

/** Names of the transforms and macros of a template, of the whole and of parts of it. */
export function transformsOf(tree: JsonObject): string[] {
  const names = new Set(namesIn(tree['Transform'] ?? null));
  addBelow(tree, names);
  return [...names];
}

function addBelow(node: Json, names: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const transform = member(node, 'Fn::Transform');
  if (transform !== undefined) for (const name of namesIn(transform)) names.add(name);
  for (const child of isList(node) ? node : Object.values(node)) addBelow(child, names);
}

/** True when what is deployed may have resources and outputs that no one can see in the file. */
export function expands(transforms: readonly string[]): boolean {
  return transforms.some((name) => !CLOSED.has(name));
}

function namesIn(transform: Json): string[] {
  if (typeof transform === 'string') return [transform];
  if (isList(transform)) return transform.flatMap(namesIn);
  const name = member(transform, 'Name');
  return typeof name === 'string' ? [name] : [];
}
