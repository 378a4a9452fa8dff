import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { isList } from '../template/tree.ts';
import type { ArtifactProperty } from './properties.ts';

/** Stands for the artifact bucket in a packaged template until it is known which account and region it goes to. */
export const ARTIFACT_BUCKET = '%envctl:artifact-bucket%';

/** How a property of this form names an object in the artifact bucket. */
export function objectReference(form: ArtifactProperty['form'], key: string): Json {
  switch (form) {
    case 'S3Bucket':
      return { S3Bucket: ARTIFACT_BUCKET, S3Key: key };
    case 'Bucket':
      return { Bucket: ARTIFACT_BUCKET, Key: key };
    default:
      return `${form}://${ARTIFACT_BUCKET}/${key}`;
  }
}

/**
 * A copy of a packaged template in which the bucket is named. `url` gives the https address of an object, by its key, for
 * the properties that take no other (`TemplateURL` of a nested stack).
 */
export function withBucket(tree: JsonObject, bucket: string, url: (key: string) => string): JsonObject {
  const replaced = replace(tree, bucket, url);
  return isObject(replaced) ? replaced : tree;
}

function replace(node: Json, bucket: string, url: (key: string) => string): Json {
  if (typeof node === 'string') return replaceText(node, bucket, url);
  if (isList(node)) return node.map((item) => replace(item, bucket, url));
  if (!isObject(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replace(value, bucket, url)]));
}

function replaceText(text: string, bucket: string, url: (key: string) => string): string {
  if (text === ARTIFACT_BUCKET) return bucket;
  const [scheme, key] = text.split(`//${ARTIFACT_BUCKET}/`);
  if (key === undefined) return text;
  return scheme === 'https:' ? url(key) : `${scheme}//${bucket}/${key}`;
}
