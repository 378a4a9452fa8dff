import { elements } from '../protocols/xml.ts';
import { AwsFault, type Call } from '../service.ts';
import { authorize } from './access.ts';
import { checkWrite } from './conditions.ts';
import { invalidArgument, noSuchBucket } from './faults.ts';
import { checkHeaders, encryptionHeaders, keptHeaders, versionHeader } from './headers.ts';
import { requested, type ObjectOperation } from './object-operations.ts';
import { bodyOf, currentObject, putObject } from './objects.ts';
import type { ObjectVersion } from './store.ts';
import { findBucket } from './store.ts';
import { xmlAnswer } from './xml.ts';

/** CopyObject: the caller needs to be allowed to read the source as well. Its metadata come along unless replaced. */
export const copy: ObjectOperation = (bucket, key, request, call) => {
  checkHeaders(request.headers);
  checkWrite(request.headers, key, currentObject(bucket, key));
  const source = sourceOf(request.headers['x-amz-copy-source'] ?? '', call);
  const replace = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  if (source.version === currentObject(bucket, key) && !replace) throw ontoItself();
  const headers = replace ? keptHeaders(request.headers) : source.version.headers;
  const version = putObject(call, bucket, key, { body: bodyOf(source.version), headers });
  const result = { ETag: `"${version.etag}"`, LastModified: new Date(version.modified) };
  const answer = xmlAnswer('CopyObjectResult', elements(result, 'member'));
  const said = { ...encryptionHeaders(bucket), ...versionHeader(bucket, version) };
  return { ...answer, headers: { ...answer.headers, ...said } };
};

/** `bucket/key`, percent-encoded, with or without a slash before and a version behind. */
function sourceOf(header: string, call: Call): { version: ObjectVersion } {
  const [path = '', id = null] = header.replace(/^\//, '').split('?versionId=');
  const [name = '', ...rest] = decodeURIComponent(path).split('/');
  const key = rest.join('/');
  if (key === '')
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  const bucket = findBucket(call.state, name);
  if (bucket === undefined) throw noSuchBucket(name);
  authorize(call, bucket, 's3:GetObject', key);
  return { version: requested(bucket, key, id) };
}

function ontoItself(): AwsFault {
  const message =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, " +
    'storage class, website redirect location or encryption attributes.';
  return new AwsFault('InvalidRequest', message);
}
