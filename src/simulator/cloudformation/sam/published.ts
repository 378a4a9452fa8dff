import { digestOf } from '../../../model/digest.ts';
import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { isList, member, section } from '../../../template/tree.ts';
import { plain } from '../text.ts';
import { notExpanded } from './faults.ts';

/** `AutoPublishAlias`: a version that is named after the code, and an alias that leads to it. Source: SAM developer guide, "AWS::Serverless::Function". */
export function publishedVersion(logicalId: string, properties: JsonObject): Record<string, Json> {
  const alias = properties['AutoPublishAlias'];
  if (alias === undefined) return {};
  if (typeof alias !== 'string') throw notExpanded(logicalId, 'an alias that is not text');
  const versionId = versionIdOf(logicalId, properties);
  return {
    [versionId]: {
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'Retain',
      Properties: { FunctionName: { Ref: logicalId } },
    },
    [`${logicalId}Alias${alias}`]: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        Name: alias,
        FunctionName: { Ref: logicalId },
        FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] },
      },
    },
  };
}

function versionIdOf(logicalId: string, { CodeUri: code = null, InlineCode: inline = null }: JsonObject): string {
  return `${logicalId}Version${digestOf([code, inline]).slice(0, 10)}`;
}

/** `Ref` to `<function>.Version` and `<function>.Alias` is to what SAM made. Source: SAM developer guide, "Generated resources". */
export function withPublished(tree: Json, functions: ReadonlyMap<string, JsonObject>): Json {
  if (isList(tree)) return tree.map((item) => withPublished(item, functions));
  if (!isObject(tree)) return tree;
  const named = member(tree, 'Ref');
  const [logicalId = '', part] = typeof named === 'string' ? named.split('.') : [];
  const properties = functions.get(logicalId);
  if (properties !== undefined && part === 'Version') return { Ref: versionIdOf(logicalId, properties) };
  if (properties !== undefined && part === 'Alias')
    return { Ref: `${logicalId}Alias${plain(properties['AutoPublishAlias'] ?? '')}` };
  return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, withPublished(item, functions)]));
}

/** A bucket with the functions that it tells. Source: SAM developer guide, "S3". */
export function telling(bucket: Json, permissionId: string, configurations: readonly Json[]): Json {
  const properties = section(bucket, 'Properties');
  const notification = section(properties, 'NotificationConfiguration');
  const before = member(notification, 'LambdaConfigurations');
  const needed = member(bucket, 'DependsOn') ?? [];
  return {
    ...(isObject(bucket) ? bucket : {}),
    DependsOn: [...(isList(needed) ? needed : [needed]), permissionId],
    Properties: {
      ...properties,
      NotificationConfiguration: {
        ...notification,
        LambdaConfigurations: [...(isList(before) ? before : []), ...configurations],
      },
    },
  };
}
