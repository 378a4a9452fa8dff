import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusal, storageWorld } from './storage-world.ts';

const OBJECT = { Bucket: 'artifacts', Key: 'big.zip' };
const PART = Buffer.alloc(5 * 1024 * 1024, 'a');

let s3: S3Client;
let UploadId: string | undefined;
beforeEach(async () => {
  s3 = new S3Client(storageWorld().client());
  await s3.send(new CreateBucketCommand({ Bucket: OBJECT.Bucket }));
  ({ UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...OBJECT, ContentType: 'application/zip' })));
});

async function upload(PartNumber: number, Body: Uint8Array | string): Promise<CompletedPart> {
  const { ETag } = await s3.send(new UploadPartCommand({ ...OBJECT, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

function complete(Parts: CompletedPart[], IfNoneMatch?: string): Promise<unknown> {
  return s3.send(new CompleteMultipartUploadCommand({ ...OBJECT, UploadId, IfNoneMatch, MultipartUpload: { Parts } }));
}

describe('an upload in parts', () => {
  it('is one object once it is completed, and nothing before', async () => {
    const second = await upload(2, 'end');
    const first = await upload(1, PART);
    expect(await refusal(s3.send(new GetObjectCommand(OBJECT)))).toMatchObject({ name: 'NoSuchKey' });
    await complete([first, second]);
    const { Body, ETag, ContentType } = await s3.send(new GetObjectCommand(OBJECT));
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(ContentType).toBe('application/zip');
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat([PART, Buffer.from('end')]))).toBe(true);
    expect(await refusal(complete([first, second]))).toMatchObject({ name: 'NoSuchUpload', status: 404 });
  });

  it('is refused with parts that are out of order, too small, or others', async () => {
    const first = await upload(1, 'small');
    const second = await upload(2, 'end');
    expect(await refusal(complete([second, first]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await refusal(complete([first, second]))).toMatchObject({ name: 'EntityTooSmall' });
    expect(await refusal(complete([{ ...first, ETag: second.ETag }]))).toMatchObject({ name: 'InvalidPart' });
    expect(await refusal(complete([{ PartNumber: 3, ETag: first.ETag }]))).toMatchObject({ name: 'InvalidPart' });
  });

  it('keeps to the conditions of a write', async () => {
    const only = await upload(1, 'x');
    await s3.send(new PutObjectCommand({ ...OBJECT, Body: 'first' }));
    expect(await refusal(complete([only], '*'))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  });

  it('can be given up', async () => {
    await s3.send(new AbortMultipartUploadCommand({ ...OBJECT, UploadId }));
    expect(await refusal(upload(1, 'x'))).toMatchObject({ name: 'NoSuchUpload' });
  });
});
