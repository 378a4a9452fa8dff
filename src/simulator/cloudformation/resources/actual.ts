import type { Json, JsonObject } from '../../../model/json.ts';
import { iamOf } from '../../iam/store.ts';
import { own } from '../../record.ts';
import { findBucket, type Bucket } from '../../s3/store.ts';
import { findParameter, latest } from '../../ssm/store.ts';
import type { ResourceRecord } from '../records.ts';
import type { Site } from '../site.ts';

/** The properties that a resource has now, whoever gave them; null: it is gone. */
type Reading = (id: string, site: Site) => JsonObject | null;

/**
 * How resources of a type are read back, for those that are made in a service of the simulator. A reading has only
 * properties that the service itself keeps: drift detection compares nothing else.
 */
const READINGS: Readonly<Record<string, Reading>> = {
  'AWS::SSM::Parameter': (id, site) => {
    const parameter = findParameter(site, id);
    if (parameter === undefined) return null;
    const { type: Type, value: Value, description: Description } = latest(parameter);
    return { Type, Value, Description };
  },
  'AWS::S3::Bucket': (id, { state }) => {
    const bucket = findBucket(state, id);
    return bucket === undefined ? null : bucketNow(bucket);
  },
  'AWS::S3::BucketPolicy': (id, { state }) => {
    const policy = findBucket(state, id)?.policy ?? null;
    return policy === null ? null : { PolicyDocument: parsed(policy) };
  },
  'AWS::IAM::Role': (id, { state, account }) => {
    const role = own(iamOf(state, account).roles, id);
    if (role === undefined) return null;
    const { trust, description, maxSession, managed, boundary } = role;
    return {
      AssumeRolePolicyDocument: parsed(trust),
      Description: description,
      MaxSessionDuration: maxSession,
      ManagedPolicyArns: managed,
      PermissionsBoundary: boundary,
    };
  },
  'AWS::IAM::ManagedPolicy': (id, { state, account }) => {
    const policy = own(iamOf(state, account).policies, id);
    return policy === undefined ? null : { PolicyDocument: parsed(policy.document) };
  },
};

/** The properties as they are; null when the resource is gone; undefined for a type of which nothing can be read back. */
export function actualProperties({ type, physicalId }: ResourceRecord, site: Site): JsonObject | null | undefined {
  return READINGS[type]?.(physicalId ?? '', site);
}

function bucketNow({ versioning, publicAccessBlock }: Bucket): JsonObject {
  return {
    VersioningConfiguration: versioning === null ? null : { Status: versioning },
    PublicAccessBlockConfiguration: publicAccessBlock === null ? null : { ...publicAccessBlock },
  };
}

function parsed(document: string): Json {
  return JSON.parse(document) as Json;
}
