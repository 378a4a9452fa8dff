import { createHash } from 'node:crypto';
import { elements } from '../protocols/xml.ts';
import { lowerId } from '../ids.ts';
import { drop, own, put } from '../record.ts';
import { AwsFault } from '../service.ts';
import { checkDigests, digestsOf } from './checksums.ts';
import { checkWrite } from './conditions.ts';
import { invalidArgument } from './faults.ts';
import { checkHeaders, encryptionHeaders, keptHeaders, versionHeader } from './headers.ts';
import type { ObjectOperation } from './object-operations.ts';
import { currentObject, putObject } from './objects.ts';
import type { S3Request } from './request.ts';
import type { Bucket, Upload, UploadedPart } from './store.ts';
import { childrenAt, emptyAnswer, malformed, parseXml, textAt, xmlAnswer } from './xml.ts';

const MAX_PARTS = 10_000;
/** Of every part but the last: 5 MiB. */
const SMALLEST_PART = 5 * 1024 * 1024;

/** CreateMultipartUpload. An upload is nothing that anybody sees before it is completed. */
export const beginUpload: ObjectOperation = (bucket, key, request, call) => {
  checkHeaders(request.headers);
  const UploadId = lowerId(call.state, '', 40);
  put(bucket.uploads, UploadId, { key, headers: keptHeaders(request.headers), parts: {} });
  return xmlAnswer('InitiateMultipartUploadResult', elements({ Bucket: bucket.name, Key: key, UploadId }, 'member'));
};

/** UploadPart. The same number again replaces the part. */
export const uploadPart: ObjectOperation = (bucket, key, request) => {
  const upload = uploadIn(bucket, key, request);
  const number = request.query['partNumber'] ?? '';
  if (!/^[1-9]\d*$/.test(number) || Number(number) > MAX_PARTS) {
    throw invalidArgument(
      `Part number must be an integer between 1 and ${String(MAX_PARTS)}, inclusive`,
      'partNumber',
      number,
    );
  }
  checkHeaders(request.headers);
  checkDigests(request.headers, request.body);
  const etag = createHash('md5').update(request.body).digest('hex');
  put(upload.parts, number, { body: Buffer.from(request.body).toString('base64'), etag });
  return emptyAnswer(200, {
    etag: `"${etag}"`,
    ...encryptionHeaders(bucket),
    ...digestsOf(keptHeaders(request.headers)),
  });
};

/** CompleteMultipartUpload, on the same conditions as PutObject. The ETag is that of the parts' ETags, and their number. */
export const completeUpload: ObjectOperation = (bucket, key, request, call) => {
  const upload = uploadIn(bucket, key, request);
  const parts = partsIn(upload, request);
  checkWrite(request.headers, key, currentObject(bucket, key));
  const digest = createHash('md5')
    .update(Buffer.from(parts.map(({ etag }) => etag).join(''), 'hex'))
    .digest('hex');
  const body = Buffer.concat(parts.map((part) => Buffer.from(part.body, 'base64')));
  const version = putObject(call, bucket, key, {
    body,
    headers: upload.headers,
    etag: `${digest}-${String(parts.length)}`,
  });
  drop(bucket.uploads, request.query['uploadId'] ?? '');
  const result = {
    Location: `/${bucket.name}/${encodeURI(key)}`,
    Bucket: bucket.name,
    Key: key,
    ETag: `"${version.etag}"`,
  };
  const answer = xmlAnswer('CompleteMultipartUploadResult', elements(result, 'member'));
  return { ...answer, headers: { ...answer.headers, ...encryptionHeaders(bucket), ...versionHeader(bucket, version) } };
};

export const abortUpload: ObjectOperation = (bucket, key, request) => {
  uploadIn(bucket, key, request);
  drop(bucket.uploads, request.query['uploadId'] ?? '');
  return emptyAnswer(204);
};

function uploadIn(bucket: Bucket, key: string, request: S3Request): Upload {
  const upload = own(bucket.uploads, request.query['uploadId'] ?? '');
  if (upload?.key === key) return upload;
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new AwsFault('NoSuchUpload', message, 404, { UploadId: request.query['uploadId'] });
}

/** The parts that the request lists, in its order, which must be that of their numbers. */
function partsIn(upload: Upload, request: S3Request): UploadedPart[] {
  const listed = childrenAt(parseXml(request.body, 'CompleteMultipartUpload'), 'Part');
  if (listed.length === 0) throw malformed();
  const numbers = listed.map((part) => Number(textAt(part, 'PartNumber')));
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new AwsFault(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  const parts = listed.map((part) => {
    const found = own(upload.parts, textAt(part, 'PartNumber') ?? '');
    if (found === undefined || found.etag !== textAt(part, 'ETag')?.replaceAll('"', '')) throw invalidPart();
    return found;
  });
  if (parts.slice(0, -1).some(({ body }) => Buffer.byteLength(body, 'base64') < SMALLEST_PART)) {
    throw new AwsFault('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}

function invalidPart(): AwsFault {
  const message =
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  return new AwsFault('InvalidPart', message);
}
