import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { functionOf, isList, member } from '../../../template/tree.ts';
import { plain } from '../text.ts';
import { invalidResource, notExpanded } from './faults.ts';
import { publishedVersion } from './published.ts';
import { functionRole } from './role.ts';

/** Properties that a Lambda function has under the same name. */
const SAME = new Set(
  (
    'FunctionName Description Handler Runtime MemorySize Timeout Environment Layers Architectures ' +
    'ReservedConcurrentExecutions EphemeralStorage VpcConfig KmsKeyArn LoggingConfig PackageType SnapStart FileSystemConfigs'
  ).split(' '),
);
const EXPANDED = new Set(
  (
    'CodeUri InlineCode Role Policies PermissionsBoundary AssumeRolePolicyDocument Tags Tracing Events ' +
    'AutoPublishAlias DeadLetterQueue'
  ).split(' '),
);

/** AWS::Serverless::Function without its events: the function, and its role unless it is given one. Source: SAM developer guide, "AWS::Serverless::Function". */
export function serverlessFunction(
  logicalId: string,
  properties: JsonObject,
  extraPolicies: readonly string[],
): Record<string, Json> {
  const unknown = Object.keys(properties).find((name) => !SAME.has(name) && !EXPANDED.has(name));
  if (unknown !== undefined) throw notExpanded(logicalId, `property ${unknown}`);
  const same = Object.entries(properties).filter(([name]) => SAME.has(name));
  const tracing = properties['Tracing'];
  const letters = member(properties['DeadLetterQueue'], 'TargetArn');
  const role = properties['Role'];
  const roleId = `${logicalId}Role`;
  return {
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...Object.fromEntries(same),
        Code: codeOf(logicalId, properties),
        Role: role ?? { 'Fn::GetAtt': [roleId, 'Arn'] },
        Tags: [{ Key: 'lambda:createdBy', Value: 'SAM' }, ...tagsOf(properties['Tags'])],
        ...(tracing === undefined ? {} : { TracingConfig: { Mode: tracing } }),
        ...(letters === undefined ? {} : { DeadLetterConfig: { TargetArn: letters } }),
      },
    },
    ...publishedVersion(logicalId, properties),
    ...(role === undefined ? { [roleId]: functionRole(logicalId, properties, extraPolicies) } : {}),
  };
}

function codeOf(logicalId: string, { CodeUri: uri, InlineCode: inline }: JsonObject): JsonObject {
  if (inline !== undefined) return { ZipFile: inline };
  const located = locationOf(uri);
  if (located !== null) return located;
  throw invalidResource(
    logicalId,
    "'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
  );
}

/** `s3://bucket/key` or a map of Bucket and Key, as Lambda wants it; null for anything else. */
export function locationOf(uri: Json | undefined): JsonObject | null {
  if (typeof uri === 'string') {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    return bucket === undefined || key === undefined ? null : { S3Bucket: bucket, S3Key: key };
  }
  if (!isObject(uri) || functionOf(uri) !== null) return null;
  const version = member(uri, 'Version');
  const place = { S3Bucket: member(uri, 'Bucket') ?? '', S3Key: member(uri, 'Key') ?? '' };
  return version === undefined ? place : { ...place, S3ObjectVersion: version };
}

function tagsOf(tags: Json | undefined): Json[] {
  if (isList(tags)) return [...tags];
  return isObject(tags) ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value: plain(Value) })) : [];
}
