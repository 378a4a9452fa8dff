import { isObject } from '../model/json.ts';
import { templateText } from '../template/text.ts';
import { withBucket } from './bucket.ts';
import type { Artifact } from './packaged.ts';

/** The ending of the key of a nested template. */
export const NESTED_TEMPLATE = '.template.json';

/**
 * What is written to the bucket for an artifact. A nested template names objects in the same bucket, which is known only
 * now; everything else is uploaded as it is. `url` gives the https address of an object by its key.
 */
export function artifactBody(
  { key, bytes }: Pick<Artifact, 'key' | 'bytes'>,
  bucket: string,
  url: (key: string) => string,
): Uint8Array {
  if (!key.endsWith(NESTED_TEMPLATE)) return bytes;
  const tree: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return isObject(tree) ? new TextEncoder().encode(templateText(withBucket(tree, bucket, url))) : bytes;
}
