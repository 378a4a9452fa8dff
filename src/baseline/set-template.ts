import type { RoleRequest } from '../aws/types/account.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { bucketName, EXPIRY_RULE, LOCKS, MANAGEMENT_ACCOUNT } from '../model/names.ts';
import type { StackSetService } from '../model/stack-set.ts';
import type { Baseline } from '../model/environment.ts';
import { bucketPolicy } from './artifacts.ts';
import { rolesFor } from './roles.ts';

/** What differs from account to account, as `Fn::Sub` fills it in. */
const HERE = {
  account: '${AWS::AccountId}',
  partition: '${AWS::Partition}',
  region: '${AWS::Region}',
  management: `\${${MANAGEMENT_ACCOUNT}}`,
} as const;

/**
 * A CloudFormation template that makes what `artifacts` and `deployRole` make in an account: a bucket in each region, and in the
 * home region the pair of roles, the deploy role last. They stay when the stack goes: with them would go the records of
 * what is deployed, and the way in.
 */
export function baselineTemplate(project: string, home: string, { baseline }: StackSetService): JsonObject {
  const wanted: Pick<Baseline, 'artifacts' | 'deployRole' | 'oidc'> = baseline ?? NOTHING;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The baseline of accounts with environments of ${project}. Made by envctl.`,
    Parameters: { [MANAGEMENT_ACCOUNT]: { Type: 'String' } },
    Conditions: { IsHome: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, home] } },
    Resources: {
      ...(wanted.artifacts ? bucketResources(project) : {}),
      ...(wanted.deployRole === null ? {} : roleResources(project, wanted)),
    },
  };
}

const NOTHING = { artifacts: false, deployRole: null, oidc: null };

/** But not when the stack does not come up: what is left of it would be in the way of the next one. */
const KEPT = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' } as const;

function bucketResources(project: string): JsonObject {
  const name = bucketName(project, HERE.account, HERE.region);
  return {
    Artifacts: {
      Type: 'AWS::S3::Bucket',
      ...KEPT,
      Properties: {
        BucketName: substituted(name),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: EXPIRY_RULE,
              Status: 'Enabled',
              Prefix: LOCKS,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            },
          ],
        },
      },
    },
    ArtifactsPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      ...KEPT,
      Properties: { Bucket: { Ref: 'Artifacts' }, PolicyDocument: filledIn(bucketPolicy(name, HERE.partition)) },
    },
  };
}

function roleResources(project: string, baseline: Pick<Baseline, 'artifacts' | 'deployRole' | 'oidc'>): JsonObject {
  const { deploy, cloudformation } = rolesFor({ project, baseline, ...HERE, tags: {}, brought: true });
  const before = ['ServiceRole', ...(baseline.artifacts ? ['ArtifactsPolicy'] : [])];
  return {
    ServiceRole: { ...roleResource(cloudformation) },
    DeployRole: { ...roleResource(deploy), DependsOn: before },
  };
}

function roleResource({ name, description, trust, inline, managed, boundary, maxSession }: RoleRequest): JsonObject {
  const policies = Object.entries(inline).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: filledIn(document),
  }));
  return {
    Type: 'AWS::IAM::Role',
    Condition: 'IsHome',
    ...KEPT,
    Properties: {
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: filledIn(trust),
      ...(policies.length > 0 ? { Policies: policies } : {}),
      ...(managed.length > 0 ? { ManagedPolicyArns: managed.map(substituted) } : {}),
      ...(boundary === null ? {} : { PermissionsBoundary: boundary }),
      MaxSessionDuration: maxSession,
    },
  };
}

/** A document in which what differs from account to account is filled in by CloudFormation. */
function filledIn(document: object): Json {
  return walk(JSON.parse(JSON.stringify(document)) as Json);
}

function walk(value: Json): Json {
  if (typeof value === 'string') return substituted(value);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  return Array.isArray(value) ? value.map((item) => walk(item as Json)) : value;
}

/** Anything else in `${…}` is a variable of IAM, which CloudFormation must leave alone. */
function substituted(text: string): Json {
  const own = Object.values(HERE);
  if (!own.some((one) => text.includes(one))) return text;
  const escaped = text.replace(/\$\{[^}]*\}/g, (found) =>
    own.some((one) => one === found) ? found : `\${!${found.slice(2)}`,
  );
  return { 'Fn::Sub': escaped };
}
