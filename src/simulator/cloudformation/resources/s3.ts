import { isObject, type Json } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { element } from '../../protocols/xml.ts';
import { createBucket, deleteBucket, findBucket, type Bucket } from '../../s3/store.ts';
import { AwsFault } from '../../service.ts';
import { ResourceFailure } from '../faults.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { handlerFailure } from './messages.ts';
import { generatedName } from './names.ts';
import { urlSuffix } from './shape.ts';
import { plain } from '../text.ts';

/** AWS::S3::Bucket, in S3 itself: its name is taken for every account. */
export const s3Bucket: ResourceHandler = {
  create: (request) => {
    const name = plain(request.properties['BucketName'] ?? generatedName(request, { longest: 63, lower: true }));
    if (findBucket(request.site.state, name) !== undefined) throw new ResourceFailure(`${name} already exists`);
    return configured(request, createBucket(request.site, name));
  },
  update: (request, current) => configured(request, bucketOf(request, current.physicalId)),
  remove: ({ site }, current) => {
    try {
      deleteBucket(site.state, current.physicalId ?? '');
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      const text = `${error.message} (Service: S3, Status Code: ${String(error.status)})`;
      throw handlerFailure(site, text, 'GeneralServiceException');
    }
  },
};

/** AWS::S3::BucketPolicy, on the bucket itself. */
export const s3BucketPolicy: ResourceHandler = {
  create: (request) => withPolicy(request),
  update: (request) => withPolicy(request),
  remove: ({ site }, current) => {
    const bucket = findBucket(site.state, current.physicalId ?? '');
    if (bucket !== undefined) bucket.policy = null;
  },
};

function withPolicy(request: ResourceRequest): Made {
  const name = plain(request.properties['Bucket']);
  bucketOf(request, name).policy = JSON.stringify(request.properties['PolicyDocument'] ?? {});
  return { physicalId: name, attributes: {} };
}

function bucketOf({ site }: ResourceRequest, name: string | null): Bucket {
  const bucket = findBucket(site.state, name ?? '');
  if (bucket === undefined || bucket.account !== site.account) {
    throw handlerFailure(site, 'The specified bucket does not exist (Service: S3, Status Code: 404)', 'NotFound');
  }
  return bucket;
}

function configured(request: ResourceRequest, bucket: Bucket): Made {
  const { properties } = request;
  const versioning = member(properties['VersioningConfiguration'], 'Status');
  if (versioning === 'Enabled' || versioning === 'Suspended') bucket.versioning = versioning;
  const ownership = member(first(member(properties['OwnershipControls'], 'Rules')), 'ObjectOwnership');
  if (typeof ownership === 'string') bucket.ownership = ownership;
  block(bucket, properties['PublicAccessBlockConfiguration']);
  encrypt(bucket, first(member(properties['BucketEncryption'], 'ServerSideEncryptionConfiguration')));
  expire(bucket, properties['LifecycleConfiguration']);
  bucket.tags = { ...request.tags };
  return { physicalId: bucket.name, attributes: attributesOf(bucket.name, bucket.region) };
}

function block(bucket: Bucket, configuration: Json | undefined): void {
  if (configuration === undefined) return;
  const on = (name: string): boolean => plain(member(configuration, name) ?? false) === 'true';
  bucket.publicAccessBlock = {
    BlockPublicAcls: on('BlockPublicAcls'),
    IgnorePublicAcls: on('IgnorePublicAcls'),
    BlockPublicPolicy: on('BlockPublicPolicy'),
    RestrictPublicBuckets: on('RestrictPublicBuckets'),
  };
}

function encrypt(bucket: Bucket, rule: Json | undefined): void {
  const byDefault = member(rule, 'ServerSideEncryptionByDefault');
  if (byDefault === undefined) return;
  const key = member(byDefault, 'KMSMasterKeyID');
  bucket.encryption = {
    algorithm: plain(member(byDefault, 'SSEAlgorithm')),
    kmsKey: typeof key === 'string' ? key : null,
    bucketKey: plain(member(rule, 'BucketKeyEnabled') ?? false) === 'true',
  };
}

/** Kept as S3 itself would have been told it; a rule's `Prefix` becomes its filter. */
function expire(bucket: Bucket, configuration: Json | undefined): void {
  const rules = member(configuration, 'Rules');
  if (!isList(rules)) return;
  const content = rules.map((rule) => {
    const { Id: ID, Prefix, ...rest } = isObject(rule) ? rule : {};
    return element('Rule', { ID, ...(Prefix === undefined ? {} : { Filter: { Prefix } }), ...rest }, 'member');
  });
  bucket.documents['lifecycle'] = `<LifecycleConfiguration>${content.join('')}</LifecycleConfiguration>`;
}

function first(value: Json | undefined): Json | undefined {
  return isList(value) ? value[0] : undefined;
}

function attributesOf(name: string, region: string): Made['attributes'] {
  const suffix = urlSuffix(region);
  return {
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.${suffix}`,
    RegionalDomainName: `${name}.s3.${region}.${suffix}`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
    WebsiteURL: `http://${name}.s3-website-${region}.${suffix}`,
  };
}
