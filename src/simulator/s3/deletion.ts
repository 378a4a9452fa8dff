import type { elements } from '../protocols/xml.ts';
import { AwsFault, type Call } from '../service.ts';
import { requireOwn } from './access.ts';
import { checkDigests } from './checksums.ts';
import { checkMatch } from './conditions.ts';
import { currentObject, deleteObject, deleteVersion } from './objects.ts';
import type { BucketOperation } from './settings.ts';
import type { Bucket } from './store.ts';
import { childrenAt, malformed, parseXml, repeated, textAt, xmlAnswer, type Tree } from './xml.ts';

const MAX_KEYS = 1000;

/** DeleteObjects: each key by itself, so that one's failed condition keeps no other from going. */
export const removeSeveral: BucketOperation = (bucket, request, call) => {
  checkDigests(request.headers, request.body);
  const tree = parseXml(request.body, 'Delete');
  const objects = childrenAt(tree, 'Object');
  if (objects.length === 0 || objects.length > MAX_KEYS) throw malformed();
  const results = objects.map((object) => removeOne(bucket, object, call));
  const deleted = textAt(tree, 'Quiet') === 'true' ? [] : results.filter((result) => !('Code' in result));
  const failed = results.filter((result) => 'Code' in result);
  return xmlAnswer('DeleteResult', repeated('Deleted', deleted) + repeated('Error', failed));
};

type Result = Parameters<typeof elements>[0];

function removeOne(bucket: Bucket, object: Tree, call: Call): Result {
  const Key = textAt(object, 'Key') ?? '';
  const VersionId = textAt(object, 'VersionId');
  const expected = textAt(object, 'ETag');
  try {
    const action = VersionId === null ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    requireOwn(call, action, `arn:aws:s3:::${bucket.name}/${Key}`);
    if (expected !== null) checkMatch(expected, Key, currentObject(bucket, Key));
  } catch (error) {
    if (error instanceof AwsFault) return { Key, VersionId, Code: error.code, Message: error.message };
    throw error;
  }
  if (VersionId !== null) {
    const removed = deleteVersion(bucket, Key, VersionId);
    return removed?.deleteMarker === true
      ? { Key, VersionId, DeleteMarker: true, DeleteMarkerVersionId: VersionId }
      : { Key, VersionId };
  }
  const marker = deleteObject(call, bucket, Key);
  return marker === undefined ? { Key } : { Key, DeleteMarker: true, DeleteMarkerVersionId: marker.id };
}
