import type { Json, JsonObject } from '../model/json.ts';
import type { TreePath } from '../template/template.ts';
import { member, section, walk } from '../template/tree.ts';
import { ARTIFACT_PROPERTIES, INCLUDE_LOCATION, type ArtifactProperty } from './properties.ts';

/** A local path in a template, to be replaced by the place of an object in S3. */
export interface LocalPath {
  /** As written, relative to the folder of the template. */
  readonly value: string;
  readonly path: TreePath;
  readonly property: ArtifactProperty;
  /** The resource that it is for; for what is in no resource, the section. */
  readonly logicalId: string;
}

/** The local paths of a template, in the order of the file. A URL, an object in S3 or a function is none. */
export function localPathsIn(tree: JsonObject): LocalPath[] {
  return [...inResources(tree), ...inGlobals(tree), ...inIncludes(tree)];
}

function inResources(tree: JsonObject): LocalPath[] {
  return Object.entries(section(tree, 'Resources')).flatMap(([logicalId, resource]) => {
    const type = member(resource, 'Type');
    const base = ['Resources', logicalId, 'Properties'];
    return typeof type === 'string' ? inProperties(member(resource, 'Properties'), type, base, logicalId) : [];
  });
}

/** `Globals.Function` of SAM holds for every `AWS::Serverless::Function`. */
function inGlobals(tree: JsonObject): LocalPath[] {
  return Object.entries(section(tree, 'Globals')).flatMap(([kind, properties]) =>
    inProperties(properties, `AWS::Serverless::${kind}`, ['Globals', kind], 'Globals'),
  );
}

function inProperties(properties: Json | undefined, type: string, base: TreePath, logicalId: string): LocalPath[] {
  const known = Object.hasOwn(ARTIFACT_PROPERTIES, type) ? ARTIFACT_PROPERTIES[type] : undefined;
  return (known ?? []).flatMap((property) => localPath(properties, property, base, logicalId));
}

function inIncludes(tree: JsonObject): LocalPath[] {
  const found: LocalPath[] = [];
  walk(tree, [], (node, path) => {
    const isTransform = path.includes('Fn::Transform') || path[0] === 'Transform';
    if (!isTransform || member(node, 'Name') !== 'AWS::Include') return;
    const logicalId = path[0] === 'Resources' && typeof path[1] === 'string' ? path[1] : String(path[0]);
    found.push(...localPath(node, INCLUDE_LOCATION, path, logicalId));
  });
  return found;
}

function localPath(base: Json | undefined, property: ArtifactProperty, path: TreePath, logicalId: string): LocalPath[] {
  const value = property.path.reduce<Json | undefined>((node, key) => member(node, String(key)), base);
  return typeof value === 'string' && isLocal(value)
    ? [{ value, path: [...path, ...property.path], property, logicalId }]
    : [];
}

/** Not `s3://…`, not `https://…`, and not what only CloudFormation can fill in. */
function isLocal(value: string): boolean {
  return value !== '' && !/^[a-z][a-z0-9+.-]+:\/\//i.test(value) && !value.includes('{{resolve:');
}
