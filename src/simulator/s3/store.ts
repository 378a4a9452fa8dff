import { AwsFault, type Call } from '../service.ts';
import { drop, own, put } from '../record.ts';
import { slice, type SimulatorState } from '../state.ts';

/** What S3 needs to know of whoever acts: a request's `Call`, or CloudFormation acting for a stack. */
export type Actor = Pick<Call, 'state' | 'account' | 'region' | 'now'>;

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** One version of an object, or a delete marker, as it is saved. */
export interface ObjectVersion {
  /** `null` (the text, as S3 has it) for what was written while versioning was not on. */
  readonly id: string;
  readonly deleteMarker: boolean;
  /** Base64. */
  readonly body: string;
  readonly size: number;
  /** Without quotes; the MD5 of the body, as S3 makes it for SSE-S3 objects sent in one request. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Headers that come back with the object: content-type, cache-control, x-amz-meta-…, x-amz-checksum-… */
  readonly headers: Readonly<Record<string, string>>;
}

export interface BucketEncryption {
  readonly algorithm: string;
  readonly kmsKey: string | null;
  readonly bucketKey: boolean;
}

/** One general purpose bucket, as it is saved. */
export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Null: never switched on. */
  versioning: 'Enabled' | 'Suspended' | null;
  encryption: BucketEncryption;
  publicAccessBlock: PublicAccessBlock | null;
  /** The policy document as it was sent. */
  policy: string | null;
  ownership: string | null;
  tags: Record<string, string>;
  /** Configurations that are kept and given back as they were sent (`lifecycle`, `cors`): XML by sub-resource. */
  documents: Record<string, string>;
  /** By key, newest version first. */
  objects: Record<string, ObjectVersion[]>;
  /** Multipart uploads that have begun and not ended, by id. */
  uploads: Record<string, Upload>;
}

export interface Upload {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** By number. */
  parts: Record<string, UploadedPart>;
}

export interface UploadedPart {
  /** Base64. */
  readonly body: string;
  readonly etag: string;
}

/** Every bucket by name: the names are shared by all accounts and regions. */
export function allBuckets(state: SimulatorState): Record<string, Bucket> {
  return slice<{ buckets: Record<string, Bucket> }>(state, 's3', () => ({ buckets: {} })).buckets;
}

/** Of any account; undefined when nobody has the name. */
export function findBucket(state: SimulatorState, name: string): Bucket | undefined {
  return own(allBuckets(state), name);
}

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** The general purpose bucket naming rules of the S3 user guide. */
export function isBucketName(name: string): boolean {
  return NAME.test(name) && !name.includes('..') && !ADDRESS.test(name) && !RESERVED.test(name);
}

const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/**
 * Makes a bucket in the actor's account and region with what every new bucket has since April 2023: SSE-S3, all public
 * access blocked, ACLs off. Throws InvalidBucketName, BucketAlreadyOwnedByYou (the caller decides about us-east-1's
 * leniency) and BucketAlreadyExists.
 */
export function createBucket(actor: Actor, name: string): Bucket {
  if (!isBucketName(name))
    throw new AwsFault('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
  const taken = findBucket(actor.state, name);
  if (taken !== undefined) throw nameTaken(taken, actor.account);
  const bucket: Bucket = {
    name,
    account: actor.account,
    region: actor.region,
    created: actor.now,
    versioning: null,
    encryption: { algorithm: 'AES256', kmsKey: null, bucketKey: false },
    publicAccessBlock: ALL_BLOCKED,
    policy: null,
    ownership: 'BucketOwnerEnforced',
    tags: {},
    documents: {},
    objects: {},
    uploads: {},
  };
  put(allBuckets(actor.state), name, bucket);
  return bucket;
}

/** Throws BucketNotEmpty while any object, version or delete marker is left. Does nothing when there is no such bucket. */
export function deleteBucket(state: SimulatorState, name: string): void {
  const bucket = findBucket(state, name);
  if (bucket === undefined) return;
  if (Object.keys(bucket.objects).length > 0) throw notEmpty(bucket);
  drop(allBuckets(state), name);
}

function nameTaken(bucket: Bucket, account: string): AwsFault {
  if (bucket.account === account) {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    return new AwsFault('BucketAlreadyOwnedByYou', message, 409, { BucketName: bucket.name });
  }
  const message =
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. ' +
    'Please select a different name and try again.';
  return new AwsFault('BucketAlreadyExists', message, 409, { BucketName: bucket.name });
}

function notEmpty(bucket: Bucket): AwsFault {
  const message =
    bucket.versioning === null
      ? 'The bucket you tried to delete is not empty'
      : 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.';
  return new AwsFault('BucketNotEmpty', message, 409, { BucketName: bucket.name });
}
