import { createHash } from 'node:crypto';
import { element, elements } from '../protocols/xml.ts';
import { AwsFault, type Call, type WireResponse } from '../service.ts';
import type { S3Request } from './request.ts';
import { allBuckets, createBucket, deleteBucket, findBucket, type Bucket } from './store.ts';
import { emptyAnswer, parseXml, tagsIn, textAt, xmlAnswer } from './xml.ts';

/** GET on the service: the account's buckets in every region, by name. */
export function listBuckets(request: S3Request, call: Call): WireResponse {
  const { prefix, 'bucket-region': region, 'continuation-token': start, 'max-buckets': limit } = request.query;
  const found = Object.values(allBuckets(call.state))
    .filter(({ account, name }) => account === call.account && name.startsWith(prefix ?? '') && name > (start ?? ''))
    .filter((bucket) => !region || bucket.region === region)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const page = found.slice(0, Number(limit ?? 10_000));
  const shown = page.map(({ name, created, region }) => ({
    Name: name,
    CreationDate: new Date(created),
    BucketRegion: region,
  }));
  const token = page.length < found.length ? page.at(-1)?.name : undefined;
  const owner = element('Owner', { ID: canonicalUser(call.account) }, 'member');
  const rest = elements({ ContinuationToken: token, Prefix: prefix ?? undefined }, 'member');
  return xmlAnswer('ListAllMyBucketsResult', owner + element('Buckets', shown, 'Bucket') + rest);
}

/** The canonical user id of an account: 64 hexadecimal digits. */
export function canonicalUser(account: string): string {
  return createHash('sha256').update(`canonical-user-${account}`).digest('hex');
}

/** PUT on a bucket that may not exist yet. us-east-1 alone answers 200 to its owner's second try. */
export function create(name: string, request: S3Request, call: Call): WireResponse {
  const configuration = request.body.byteLength === 0 ? {} : parseXml(request.body, 'CreateBucketConfiguration');
  const region = regionFor(textAt(configuration, 'LocationConstraint'), call.region);
  const existing = findBucket(call.state, name);
  if (existing?.account === call.account && existing.region === 'us-east-1' && region === 'us-east-1')
    return created(existing);
  const bucket = createBucket({ ...call, region }, name);
  bucket.ownership = request.headers['x-amz-object-ownership'] ?? bucket.ownership;
  bucket.tags = tagsIn(configuration, 'Tags');
  return created(bucket);
}

/** Source: CreateBucket, LocationConstraint. Only the endpoint of us-east-1 makes buckets of other regions. */
function regionFor(constraint: string | null, endpoint: string): string {
  const asked = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (endpoint === 'us-east-1') {
    if (asked === 'us-east-1')
      throw new AwsFault('InvalidLocationConstraint', 'The specified location-constraint is not valid');
    return asked ?? endpoint;
  }
  if (asked === endpoint) return endpoint;
  const message = `The ${asked ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new AwsFault('IllegalLocationConstraintException', message);
}

function created({ name, region }: Bucket): WireResponse {
  return emptyAnswer(200, { location: region === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/` });
}

export function head(bucket: Bucket): WireResponse {
  return emptyAnswer(200, { 'x-amz-bucket-region': bucket.region, 'x-amz-access-point-alias': 'false' });
}

export function remove(bucket: Bucket, _request: S3Request, call: Call): WireResponse {
  deleteBucket(call.state, bucket.name);
  return emptyAnswer(204);
}

/** us-east-1 is the empty location. */
export function location(bucket: Bucket): WireResponse {
  return xmlAnswer('LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region);
}
