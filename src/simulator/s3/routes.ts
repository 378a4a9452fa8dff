import { listVersions, listObjects } from './listing.ts';
import { head, location, remove as removeBucket } from './bucket-operations.ts';
import { copy } from './copy.ts';
import { removeSeveral } from './deletion.ts';
import { abortUpload, beginUpload, completeUpload, uploadPart } from './multipart.ts';
import { get, put, remove, type ObjectOperation } from './object-operations.ts';
import { deletePolicy, getPolicy, putPolicy } from './policy-operations.ts';
import type { S3Request } from './request.ts';
import * as settings from './settings.ts';

interface BucketRoute {
  /** What a policy calls it. */
  readonly action: string;
  readonly run: settings.BucketOperation;
}

interface ObjectRoute {
  readonly action: string;
  readonly run: ObjectOperation;
}

/** By method and sub-resource (the query keys that name what of the bucket is meant). */
export const BUCKET_ROUTES: Readonly<Record<string, BucketRoute>> = {
  HEAD: { action: 's3:ListBucket', run: head },
  DELETE: { action: 's3:DeleteBucket', run: removeBucket },
  'GET list-type': { action: 's3:ListBucket', run: listObjects },
  'GET versions': { action: 's3:ListBucketVersions', run: listVersions },
  'POST delete': { action: 's3:DeleteObject', run: removeSeveral },
  'GET location': { action: 's3:GetBucketLocation', run: location },
  'GET versioning': { action: 's3:GetBucketVersioning', run: settings.getVersioning },
  'PUT versioning': { action: 's3:PutBucketVersioning', run: settings.putVersioning },
  'GET encryption': { action: 's3:GetEncryptionConfiguration', run: settings.getEncryption },
  'PUT encryption': { action: 's3:PutEncryptionConfiguration', run: settings.putEncryption },
  'DELETE encryption': { action: 's3:PutEncryptionConfiguration', run: settings.deleteEncryption },
  'GET publicAccessBlock': { action: 's3:GetBucketPublicAccessBlock', run: settings.getPublicAccessBlock },
  'PUT publicAccessBlock': { action: 's3:PutBucketPublicAccessBlock', run: settings.putPublicAccessBlock },
  'DELETE publicAccessBlock': { action: 's3:PutBucketPublicAccessBlock', run: settings.deletePublicAccessBlock },
  'GET tagging': { action: 's3:GetBucketTagging', run: settings.getTagging },
  'PUT tagging': { action: 's3:PutBucketTagging', run: settings.putTagging },
  'DELETE tagging': { action: 's3:PutBucketTagging', run: settings.deleteTagging },
  'GET ownershipControls': { action: 's3:GetBucketOwnershipControls', run: settings.getOwnership },
  'PUT ownershipControls': { action: 's3:PutBucketOwnershipControls', run: settings.putOwnership },
  'DELETE ownershipControls': { action: 's3:PutBucketOwnershipControls', run: settings.deleteOwnership },
  'GET lifecycle': { action: 's3:GetLifecycleConfiguration', run: settings.lifecycle.get },
  'PUT lifecycle': { action: 's3:PutLifecycleConfiguration', run: settings.lifecycle.put },
  'DELETE lifecycle': { action: 's3:PutLifecycleConfiguration', run: settings.lifecycle.delete },
  'GET cors': { action: 's3:GetBucketCORS', run: settings.cors.get },
  'PUT cors': { action: 's3:PutBucketCORS', run: settings.cors.put },
  'DELETE cors': { action: 's3:PutBucketCORS', run: settings.cors.delete },
  'GET policy': { action: 's3:GetBucketPolicy', run: getPolicy },
  'PUT policy': { action: 's3:PutBucketPolicy', run: putPolicy },
  'DELETE policy': { action: 's3:DeleteBucketPolicy', run: deletePolicy },
};

/** The same for objects; `copy` stands for a PUT with a source. */
export const OBJECT_ROUTES: Readonly<Record<string, ObjectRoute>> = {
  PUT: { action: 's3:PutObject', run: put },
  'PUT copy': { action: 's3:PutObject', run: copy },
  'POST uploads': { action: 's3:PutObject', run: beginUpload },
  'PUT partNumber uploadId': { action: 's3:PutObject', run: uploadPart },
  'POST uploadId': { action: 's3:PutObject', run: completeUpload },
  'DELETE uploadId': { action: 's3:AbortMultipartUpload', run: abortUpload },
  GET: { action: 's3:GetObject', run: get },
  HEAD: { action: 's3:GetObject', run: get },
  DELETE: { action: 's3:DeleteObject', run: remove },
};

/** Query keys that refine an operation rather than name one. Signatures in the query begin with `X-Amz-`. */
const REFINING =
  /^(x-id|prefix|delimiter|max-keys|encoding-type|continuation-token|start-after|fetch-owner|key-marker|version-id-marker|versionId|max-buckets|bucket-region|response-.+|X-Amz-.+)$/;

/** Method and sub-resource, as the tables have them. */
export function routeOf(request: S3Request): string {
  const subresources = Object.keys(request.query).filter((name) => !REFINING.test(name));
  const copies = request.method === 'PUT' && 'x-amz-copy-source' in request.headers ? ['copy'] : [];
  return [request.method, ...copies, ...subresources.sort()].join(' ');
}
