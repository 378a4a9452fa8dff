import type { JsonObject } from '../model/json.ts';

/** CloudFormation takes a longer template only as an object in S3. In bytes. */
export const MAX_BODY_BYTES = 51_200;

/** A template as it is submitted: JSON in the order of the file, indented where that fits into a request. Equal trees give equal text. */
export function templateText(tree: JsonObject): string {
  const indented = JSON.stringify(tree, null, 2);
  return Buffer.byteLength(indented) <= MAX_BODY_BYTES ? indented : JSON.stringify(tree);
}
