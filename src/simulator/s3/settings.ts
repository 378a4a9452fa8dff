import { element, elements } from '../protocols/xml.ts';
import { drop, own, put } from '../record.ts';
import { AwsFault, type Call, type WireResponse } from '../service.ts';
import { publicAccessBlockIn } from './public-access.ts';
import type { S3Request } from './request.ts';
import type { Bucket } from './store.ts';
import { childrenAt, document, emptyAnswer, malformed, parseXml, repeated, tagsIn, textAt, xmlAnswer } from './xml.ts';

/** An operation on a bucket that exists and that the caller may work on. */
export type BucketOperation = (bucket: Bucket, request: S3Request, call: Call) => WireResponse;

export const getVersioning: BucketOperation = (bucket) =>
  xmlAnswer('VersioningConfiguration', elements({ Status: bucket.versioning }, 'member'));

export const putVersioning: BucketOperation = (bucket, request) => {
  const status = textAt(parseXml(request.body, 'VersioningConfiguration'), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') throw malformed();
  bucket.versioning = status;
  return emptyAnswer(200);
};

/** Never absent: every bucket has SSE-S3 at least, since January 2023. */
export const getEncryption: BucketOperation = ({ encryption }) => {
  const byDefault = { SSEAlgorithm: encryption.algorithm, KMSMasterKeyID: encryption.kmsKey ?? undefined };
  const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: encryption.bucketKey };
  return xmlAnswer('ServerSideEncryptionConfiguration', repeated('Rule', [rule]));
};

export const putEncryption: BucketOperation = (bucket, request) => {
  const rule = childrenAt(parseXml(request.body, 'ServerSideEncryptionConfiguration'), 'Rule')[0] ?? {};
  const algorithm = textAt(rule, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm');
  const kmsKey = textAt(rule, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID');
  if (algorithm === null || !['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm)) throw malformed();
  bucket.encryption = { algorithm, kmsKey, bucketKey: textAt(rule, 'BucketKeyEnabled') === 'true' };
  return emptyAnswer(200);
};

export const deleteEncryption: BucketOperation = (bucket) => {
  bucket.encryption = { algorithm: 'AES256', kmsKey: null, bucketKey: false };
  return emptyAnswer(204);
};

export const getPublicAccessBlock: BucketOperation = ({ name, publicAccessBlock }) => {
  if (publicAccessBlock !== null)
    return xmlAnswer('PublicAccessBlockConfiguration', elements(publicAccessBlock, 'member'));
  const message = 'The public access block configuration was not found';
  throw new AwsFault('NoSuchPublicAccessBlockConfiguration', message, 404, { BucketName: name });
};

export const putPublicAccessBlock: BucketOperation = (bucket, request) => {
  bucket.publicAccessBlock = publicAccessBlockIn(request.body);
  return emptyAnswer(200);
};

export const deletePublicAccessBlock: BucketOperation = (bucket) => {
  bucket.publicAccessBlock = null;
  return emptyAnswer(204);
};

export const getTagging: BucketOperation = ({ name, tags }) => {
  const set = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  if (set.length === 0) throw new AwsFault('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: name });
  return xmlAnswer('Tagging', element('TagSet', set, 'Tag'));
};

export const putTagging: BucketOperation = (bucket, request) => {
  bucket.tags = tagsIn(parseXml(request.body, 'Tagging'), 'TagSet');
  return emptyAnswer(204);
};

export const deleteTagging: BucketOperation = (bucket) => {
  bucket.tags = {};
  return emptyAnswer(204);
};

export const getOwnership: BucketOperation = ({ name, ownership }) => {
  if (ownership !== null) return xmlAnswer('OwnershipControls', repeated('Rule', [{ ObjectOwnership: ownership }]));
  const message = 'The bucket ownership controls were not found';
  throw new AwsFault('OwnershipControlsNotFoundError', message, 404, { BucketName: name });
};

export const putOwnership: BucketOperation = (bucket, request) => {
  const rule = childrenAt(parseXml(request.body, 'OwnershipControls'), 'Rule')[0] ?? {};
  const ownership = textAt(rule, 'ObjectOwnership');
  if (!['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'].includes(ownership ?? '')) throw malformed();
  bucket.ownership = ownership;
  return emptyAnswer(200);
};

export const deleteOwnership: BucketOperation = (bucket) => {
  bucket.ownership = null;
  return emptyAnswer(204);
};

/** A configuration that is kept as it came: it is given back, and has no effect in the simulator. */
interface Kept {
  readonly name: string;
  readonly root: string;
  readonly code: string;
  readonly message: string;
}

const LIFECYCLE: Kept = {
  name: 'lifecycle',
  root: 'LifecycleConfiguration',
  code: 'NoSuchLifecycleConfiguration',
  message: 'The lifecycle configuration does not exist',
};
const CORS: Kept = {
  name: 'cors',
  root: 'CORSConfiguration',
  code: 'NoSuchCORSConfiguration',
  message: 'The CORS configuration does not exist',
};

/** Get, put and delete of the lifecycle and of the CORS configuration. */
export const lifecycle = kept(LIFECYCLE);
export const cors = kept(CORS);

function kept({ name, root, code, message }: Kept): Record<'get' | 'put' | 'delete', BucketOperation> {
  return {
    get: (bucket) => {
      const xml = own(bucket.documents, name);
      if (xml === undefined) throw new AwsFault(code, message, 404, { BucketName: bucket.name });
      return document(xml);
    },
    put: (bucket, request) => {
      parseXml(request.body, root);
      put(bucket.documents, name, Buffer.from(request.body).toString('utf8'));
      return emptyAnswer(200);
    },
    delete: (bucket) => {
      drop(bucket.documents, name);
      return emptyAnswer(204);
    },
  };
}
