import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { AwsFault } from '../service.ts';
import { principals, statementsOf } from '../policy.ts';
import type { BucketOperation } from './settings.ts';
import type { Bucket } from './store.ts';
import { emptyAnswer } from './xml.ts';

export const getPolicy: BucketOperation = ({ name, policy }) => {
  if (policy === null)
    throw new AwsFault('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(policy) };
};

export const putPolicy: BucketOperation = (bucket, request, call) => {
  const text = Buffer.from(request.body).toString('utf8');
  checkPolicy(text, bucket.name);
  if (bucket.publicAccessBlock?.BlockPublicPolicy === true && isPublic(text))
    throw publicPolicy(bucket, call.principal);
  bucket.policy = text;
  return emptyAnswer(204);
};

export const deletePolicy: BucketOperation = (bucket) => {
  bucket.policy = null;
  return emptyAnswer(204);
};

/** Throws MalformedPolicy for what is no bucket policy of this bucket. */
function checkPolicy(text: string, bucket: string): void {
  const statements = parseStatements(text);
  if (statements.length === 0) throw malformed('Missing required field Statement');
  for (const statement of statements) checkStatement(statement, bucket);
}

function parseStatements(text: string): JsonObject[] {
  if (text.trimStart().startsWith('{')) {
    try {
      return statementsOf(text);
    } catch {
      // Answered below.
    }
  }
  throw malformed("Policies must be valid JSON and the first byte must be '{'");
}

function checkStatement(statement: JsonObject, bucket: string): void {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('Missing required field Effect');
  if ((Principal ?? NotPrincipal) === undefined) throw malformed('Missing required field Principal');
  if ((Action ?? NotAction) === undefined) throw malformed('Missing required field Action');
  const resources = asList(Resource ?? NotResource);
  if (resources.length === 0) throw malformed('Missing required field Resource');
  if (!resources.every((resource) => isWithin(resource, bucket))) throw malformed('Policy has invalid resource');
  if (![...asList(Action ?? NotAction)].every((action) => action === '*' || action.toLowerCase().startsWith('s3:'))) {
    throw malformed('Policy has invalid action');
  }
}

function isWithin(resource: string, bucket: string): boolean {
  const name = /^arn:[^:]+:s3:::([^/]+)(\/.*)?$/.exec(resource)?.[1];
  return name === bucket;
}

/** Conditions that tie a statement for everybody to fixed values, after the S3 user guide's "The meaning of public". */
const NARROWING =
  /^aws:(principalorgid|principalorgpaths|principalaccount|principalarn|sourcearn|sourceaccount|sourceorgid|sourceip|sourcevpc|sourcevpce|userid)$/i;

/** Whether a policy grants something to everybody. */
function isPublic(policy: string): boolean {
  return statementsOf(policy).some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      principals(Principal).includes('*') &&
      !conditionKeys(Condition).some((key) => NARROWING.test(key)),
  );
}

function conditionKeys(condition: Json | undefined): string[] {
  return isObject(condition)
    ? Object.values(condition).flatMap((keys) => (isObject(keys) ? Object.keys(keys) : []))
    : [];
}

function publicPolicy(bucket: Bucket, principal: string): AwsFault {
  const message =
    `User: ${principal} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" ` +
    'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.';
  return new AwsFault('AccessDenied', message, 403);
}

function malformed(message: string): AwsFault {
  return new AwsFault('MalformedPolicy', message);
}

function asList(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
