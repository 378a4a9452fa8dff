import { S3 } from '@aws-sdk/client-s3';
import { S3Control } from '@aws-sdk/client-s3-control';
import { MANAGEMENT, type Tour } from './tour.ts';

const BUCKET = { Bucket: 'artifacts' };
const OBJECT = { ...BUCKET, Key: 'folder/a b.txt' };
const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::artifacts/*',
    },
  ],
});

/** A bucket with its settings and its objects. */
export const s3: Tour = async ({ client }) => {
  const aws = new S3(client());
  await aws.createBucket({ ...BUCKET, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
  await aws.listBuckets({});
  await aws.headBucket(BUCKET);
  await aws.getBucketLocation(BUCKET);
  await settings(aws);
  await rules(aws);
  await objects(aws);
  await parts(aws);
  const { Versions = [] } = await aws.listObjectVersions(BUCKET);
  const Objects = Versions.map(({ Key = '', VersionId }) => ({ Key, VersionId }));
  await aws.deleteObjects({ ...BUCKET, Delete: { Objects } });
  const { DeleteMarkers = [] } = await aws.listObjectVersions(BUCKET);
  for (const { Key = '', VersionId } of DeleteMarkers) await aws.deleteObject({ ...BUCKET, Key, VersionId });
  await aws.deleteBucket(BUCKET);
};

async function settings(aws: S3): Promise<void> {
  await aws.getBucketVersioning(BUCKET);
  await aws.putBucketVersioning({ ...BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
  await aws.getBucketVersioning(BUCKET);
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } as const, BucketKeyEnabled: true }];
  await aws.putBucketEncryption({ ...BUCKET, ServerSideEncryptionConfiguration: { Rules } });
  await aws.getBucketEncryption(BUCKET);
  await aws.deleteBucketEncryption(BUCKET);
  await aws.putPublicAccessBlock({ ...BUCKET, PublicAccessBlockConfiguration: BLOCK });
  await aws.getPublicAccessBlock(BUCKET);
  await aws.deletePublicAccessBlock(BUCKET);
  await aws.putBucketTagging({ ...BUCKET, Tagging: { TagSet: [{ Key: 'team', Value: 'x' }] } });
  await aws.getBucketTagging(BUCKET);
  await aws.deleteBucketTagging(BUCKET);
}

async function rules(aws: S3): Promise<void> {
  const ownership = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' } as const] };
  await aws.putBucketOwnershipControls({ ...BUCKET, OwnershipControls: ownership });
  await aws.getBucketOwnershipControls(BUCKET);
  await aws.deleteBucketOwnershipControls(BUCKET);
  const rule = { ID: 'old', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } } as const;
  await aws.putBucketLifecycleConfiguration({ ...BUCKET, LifecycleConfiguration: { Rules: [rule] } });
  await aws.getBucketLifecycleConfiguration(BUCKET);
  await aws.deleteBucketLifecycle(BUCKET);
  const cors = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] };
  await aws.putBucketCors({ ...BUCKET, CORSConfiguration: { CORSRules: [cors] } });
  await aws.getBucketCors(BUCKET);
  await aws.deleteBucketCors(BUCKET);
  await aws.putBucketPolicy({ ...BUCKET, Policy: POLICY });
  await aws.getBucketPolicy(BUCKET);
  await aws.deleteBucketPolicy(BUCKET);
}

async function objects(aws: S3): Promise<void> {
  await aws.putObject({ ...OBJECT, Body: 'text', ContentType: 'text/plain', Metadata: { a: 'b' } });
  await aws.headObject(OBJECT);
  await aws.getObject({ ...OBJECT, Range: 'bytes=0-1' });
  await aws.copyObject({ ...BUCKET, Key: 'copy', CopySource: `artifacts/${encodeURIComponent(OBJECT.Key)}` });
  await aws.listObjectsV2({ ...BUCKET, Delimiter: '/', EncodingType: 'url' });
  await aws.listObjectsV2({ ...BUCKET, MaxKeys: 1, FetchOwner: true });
  await aws.deleteObject(OBJECT);
}

async function parts(aws: S3): Promise<void> {
  const { UploadId } = await aws.createMultipartUpload({ ...BUCKET, Key: 'big' });
  const upload = { ...BUCKET, Key: 'big', UploadId };
  const { ETag } = await aws.uploadPart({ ...upload, PartNumber: 1, Body: 'x' });
  await aws.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
  const other = await aws.createMultipartUpload({ ...BUCKET, Key: 'other' });
  await aws.abortMultipartUpload({ ...BUCKET, Key: 'other', UploadId: other.UploadId });
}

/** The block of a whole account. */
export const s3control: Tour = async ({ client }) => {
  const aws = new S3Control(client());
  await aws.putPublicAccessBlock({ AccountId: MANAGEMENT, PublicAccessBlockConfiguration: BLOCK });
  await aws.getPublicAccessBlock({ AccountId: MANAGEMENT });
  await aws.deletePublicAccessBlock({ AccountId: MANAGEMENT });
};
