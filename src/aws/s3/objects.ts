import { causeText, fail } from '../../diagnostics/error.ts';
import { awsCode, statusOf } from '../codes.ts';
import { allPages } from '../pages.ts';
import type { Target } from '../service.ts';
import type { S3Gateway } from '../types/account.ts';
import type { S3Service } from './client.ts';

type Objects = 'getObject' | 'headObject' | 'putObject' | 'deleteObject' | 'list';

/** Objects in buckets of the target's account only: a bucket of that name in other hands is refused by S3. */
export function objects(service: S3Service, { account }: Target): Pick<S3Gateway, Objects> {
  const owner = { ExpectedBucketOwner: account };
  return {
    ...reads(service, owner),
    async putObject({ bucket, key, body, contentType, ifMatch, ifAbsent }) {
      const request = service.dated('PutObject', {
        ...owner,
        Bucket: bucket,
        Key: key,
        Body: body,
        ...(contentType === undefined ? {} : { ContentType: contentType }),
        ...(ifMatch === undefined ? {} : { IfMatch: ifMatch }),
        ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
      });
      const conditional = ifMatch !== undefined || ifAbsent === true;
      const answer = await (conditional ? unlessRefused(request, ifMatch !== undefined) : request);
      return answer && { etag: answer.output.ETag ?? '', date: answer.date };
    },
    async deleteObject(bucket, key, ifMatch) {
      const condition = ifMatch === undefined ? {} : { IfMatch: ifMatch };
      const request = service.call('DeleteObject', { ...owner, Bucket: bucket, Key: key, ...condition });
      return (await (ifMatch === undefined ? request : unlessRefused(request, true))) !== null;
    },
  };
}

/** The SDK compares the checksum while it reads. Throws AwsError for content that is not what S3 has sent. */
async function whole(body: { transformToByteArray(): Promise<Uint8Array> }, name: string): Promise<Uint8Array> {
  try {
    return await body.transformToByteArray();
  } catch (cause) {
    return fail('AwsError', `s3:GetObject: ${name} did not arrive as it was sent: ${causeText(cause)}`, {
      hint: 'run the command again; if it stays, look for what is between this machine and AWS, or write the object anew',
      cause,
    });
  }
}

function reads(
  service: S3Service,
  owner: { readonly ExpectedBucketOwner: string },
): Pick<S3Gateway, 'getObject' | 'headObject' | 'list'> {
  return {
    async getObject(bucket, key) {
      const answer = await unlessMissing(service.dated('GetObject', { ...owner, Bucket: bucket, Key: key }));
      if (!answer) return null;
      const { Body, ETag = '', LastModified } = answer.output;
      const body = Body ? await whole(Body, `${bucket}/${key}`) : new Uint8Array();
      return { body, etag: ETag, modified: LastModified?.getTime() ?? answer.date, date: answer.date };
    },
    async headObject(bucket, key) {
      const answer = await unlessMissing(service.call('HeadObject', { ...owner, Bucket: bucket, Key: key }));
      return answer && { etag: answer.ETag ?? '', size: answer.ContentLength ?? 0 };
    },
    async list(bucket, prefix, limit = Number.POSITIVE_INFINITY) {
      const MaxKeys = Math.min(limit, 1_000);
      const fetch = (ContinuationToken?: string) =>
        service.call('ListObjectsV2', { ...owner, Bucket: bucket, Prefix: prefix, MaxKeys, ContinuationToken });
      const found = await allPages(
        fetch,
        (page) => page.Contents,
        (page) => page.NextContinuationToken,
        (all) => all.length >= limit,
      );
      return found.slice(0, limit).map(({ Key = '', Size = 0, LastModified }) => ({
        key: Key,
        size: Size,
        modified: LastModified?.getTime() ?? 0,
      }));
    },
  };
}

/** Null when there is no such object. A missing bucket is an error. */
async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (awsCode(error) === 'NoSuchKey' || awsCode(error) === 'NotFound') return null;
    throw error;
  }
}

/** Null when the condition does not hold; with If-Match an object that has gone is such a case too (404). */
async function unlessRefused<T>(work: Promise<T>, matching: boolean): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (statusOf(error) === 412 || (matching && awsCode(error) === 'NoSuchKey')) return null;
    throw error;
  }
}
