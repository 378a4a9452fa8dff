import { digestOf } from '../../../model/digest.ts';
import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { notExpanded } from './faults.ts';
import { locationOf } from './function.ts';

/** A path and method of an API, and the function behind it. */
export interface Route {
  readonly path: string;
  readonly method: string;
  readonly functionId: string;
}

/** An API with its routes: `properties` are empty for the implicit ones. */
export interface Api {
  readonly logicalId: string;
  readonly properties: JsonObject;
  readonly routes: Route[];
}

/** Of a REST API, handed on to its stage under the same name. */
const STAGE = [
  'TracingEnabled',
  'MethodSettings',
  'AccessLogSetting',
  'Variables',
  'CacheClusterEnabled',
  'CacheClusterSize',
];
/** `Cors` becomes methods of the definition, which makes no resource more. */
const REST_PROPERTIES = [
  'Name',
  'StageName',
  'Description',
  'EndpointConfiguration',
  'BinaryMediaTypes',
  'Cors',
  'DefinitionBody',
  'DefinitionUri',
  'OpenApiVersion',
  ...STAGE,
];
const HTTP_PROPERTIES = ['Name', 'StageName', 'Description', 'CorsConfiguration', 'DefinitionBody'];

/** A REST API: its definition as a body, a deployment named after its content, and a stage. */
export function restApi({ logicalId, properties, routes }: Api): Record<string, Json> {
  refuseOthers(logicalId, properties, REST_PROPERTIES);
  const body = definition({ swagger: '2.0' }, properties, routes, '1.0');
  const located = locationOf(properties['DefinitionUri']);
  const digest = digestOf([body, located]);
  const deployment = `${logicalId}Deployment${digest.slice(0, 10)}`;
  const stage = properties['StageName'] ?? 'Prod';
  const endpoint = properties['EndpointConfiguration'];
  return {
    [logicalId]: resource('AWS::ApiGateway::RestApi', {
      ...(located === null
        ? { Body: body }
        : { BodyS3Location: { Bucket: located['S3Bucket'] ?? '', Key: located['S3Key'] ?? '' } }),
      ...(endpoint === undefined
        ? {}
        : { EndpointConfiguration: typeof endpoint === 'string' ? { Types: [endpoint] } : endpoint }),
      ...given(properties, ['Name', 'Description', 'BinaryMediaTypes']),
    }),
    [deployment]: resource('AWS::ApiGateway::Deployment', {
      RestApiId: { Ref: logicalId },
      Description: `RestApi deployment id: ${digest.slice(0, 40)}`,
    }),
    [`${logicalId}${typeof stage === 'string' ? stage : ''}Stage`]: resource('AWS::ApiGateway::Stage', {
      RestApiId: { Ref: logicalId },
      DeploymentId: { Ref: deployment },
      StageName: stage,
      ...given(properties, STAGE),
    }),
  };
}

/** An HTTP API, deployed by itself to its only stage. */
export function httpApi({ logicalId, properties, routes }: Api): Record<string, Json> {
  refuseOthers(logicalId, properties, HTTP_PROPERTIES);
  const stage = properties['StageName'] ?? '$default';
  return {
    [logicalId]: resource('AWS::ApiGatewayV2::Api', {
      Body: definition({ openapi: '3.0.1' }, properties, routes, '2.0'),
      ...(isObject(properties['CorsConfiguration']) ? { CorsConfiguration: properties['CorsConfiguration'] } : {}),
      ...given(properties, ['Description']),
    }),
    [`${logicalId}${stage === '$default' ? 'ApiGatewayDefault' : typeof stage === 'string' ? stage : ''}Stage`]:
      resource('AWS::ApiGatewayV2::Stage', { ApiId: { Ref: logicalId }, StageName: stage, AutoDeploy: true }),
  };
}

function definition(format: JsonObject, properties: JsonObject, routes: readonly Route[], payload: string): JsonObject {
  const written = properties['DefinitionBody'];
  if (isObject(written)) return written;
  const paths: Record<string, Record<string, Json>> = {};
  for (const { path, method, functionId } of routes) {
    const uri =
      'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${' +
      functionId +
      '.Arn}/invocations';
    (paths[path] ??= {})[method] = {
      'x-amazon-apigateway-integration': {
        type: 'aws_proxy',
        httpMethod: 'POST',
        payloadFormatVersion: payload,
        uri: { 'Fn::Sub': uri },
      },
      responses: {},
    };
  }
  return { ...format, info: { version: '1.0', title: properties['Name'] ?? { Ref: 'AWS::StackName' } }, paths };
}

function refuseOthers(logicalId: string, properties: JsonObject, known: readonly string[]): void {
  const other = Object.keys(properties).find((name) => !known.includes(name));
  if (other !== undefined) throw notExpanded(logicalId, `property ${other}`);
}

function given(properties: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

function resource(type: string, properties: JsonObject): JsonObject {
  return { Type: type, Properties: properties };
}
