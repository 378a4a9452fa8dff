import { own } from '../record.ts';
import { AwsFault, type Call, type RestService, type WireRequest, type WireResponse } from '../service.ts';
import { authorize, requireOwn } from './access.ts';
import { create, listBuckets } from './bucket-operations.ts';
import { noSuchBucket } from './faults.ts';
import { parseRequest, type S3Request } from './request.ts';
import { BUCKET_ROUTES, OBJECT_ROUTES, routeOf } from './routes.ts';
import { findBucket, type Bucket } from './store.ts';
import { document, emptyAnswer } from './xml.ts';

/** Amazon S3, general purpose buckets. Behaviour and sources: docs/simulator-storage.md. */
export const s3: RestService = { name: 's3', errors: 's3', handle };

function handle(wire: WireRequest, call: Call): WireResponse {
  const request = parseRequest(wire);
  const route = routeOf(request);
  if (request.bucket === null) {
    if (route !== 'GET') throw notImplemented(request, route);
    requireOwn(call, 's3:ListAllMyBuckets', '*');
    return listBuckets(request, call);
  }
  if (request.key === null && route === 'PUT') {
    requireOwn(call, 's3:CreateBucket', `arn:aws:s3:::${request.bucket}`);
    return create(request.bucket, request, call);
  }
  const bucket = findBucket(call.state, request.bucket);
  if (bucket === undefined) throw noSuchBucket(request.bucket);
  if (bucket.region !== call.region && route !== 'GET location') return elsewhere(bucket);
  return withRegion(
    bucket,
    answerHead(request, () => carryOut(bucket, request, route, call)),
  );
}

/** A refused HEAD has no body to say why, but still names the bucket's region. */
function answerHead(request: S3Request, answer: () => WireResponse): WireResponse {
  try {
    return answer();
  } catch (error) {
    if (request.method === 'HEAD' && error instanceof AwsFault) return emptyAnswer(error.status);
    throw error;
  }
}

function carryOut(bucket: Bucket, request: S3Request, route: string, call: Call): WireResponse {
  if (request.key === null) {
    const operation = own(BUCKET_ROUTES, route);
    if (operation === undefined) throw notImplemented(request, route);
    authorize(call, bucket, operation.action, null);
    return operation.run(bucket, request, call);
  }
  const operation = own(OBJECT_ROUTES, route);
  if (operation === undefined) throw notImplemented(request, route);
  authorize(call, bucket, objectAction(operation.action, request), request.key);
  return operation.run(bucket, request.key, request, call);
}

/** To read or delete one particular version is an action of its own. */
function objectAction(action: string, { query }: S3Request): string {
  const hasOwn = action === 's3:GetObject' || action === 's3:DeleteObject';
  return hasOwn && 'versionId' in query ? `${action}Version` : action;
}

/** 301 to a request for a bucket of another region; SDKs find the region in the header. */
function elsewhere(bucket: Bucket): WireResponse {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
    'Please send all future requests to this endpoint.';
  const endpoint = `${bucket.name}.s3.${bucket.region}.amazonaws.com`;
  const xml = `<Error><Code>PermanentRedirect</Code><Message>${message}</Message><Endpoint>${endpoint}</Endpoint><Bucket>${bucket.name}</Bucket></Error>`;
  return { ...withRegion(bucket, document(xml)), status: 301 };
}

function withRegion(bucket: Bucket, response: WireResponse): WireResponse {
  return { ...response, headers: { 'x-amz-bucket-region': bucket.region, ...response.headers } };
}

function notImplemented(request: S3Request, route: string): AwsFault {
  const of = request.key === null ? 'a bucket' : 'an object';
  return new AwsFault(
    'NotImplemented',
    `the simulator does not implement ${route} of ${request.bucket === null ? 'S3' : of}`,
    501,
  );
}
