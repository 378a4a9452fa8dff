import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { member, section } from '../../../template/tree.ts';
import { plain } from '../text.ts';
import { httpApi, restApi, type Api } from './api.ts';
import type { ExpandedEvent } from './event.ts';
import { expandEvent } from './events.ts';
import { invalidResource, notExpanded } from './faults.ts';
import { locationOf, serverlessFunction } from './function.ts';
import { withGlobals } from './globals.ts';
import { telling, withPublished } from './published.ts';
import { stateMachine } from './state-machine.ts';

/** What has been expanded so far. APIs come last: they need the routes of all functions. */
interface Expansion {
  readonly template: JsonObject;
  readonly resources: Record<string, Json>;
  readonly apis: Map<string, Api & { readonly kind: 'rest' | 'http' }>;
  /** Functions of the template with their properties. */
  readonly functions: Map<string, JsonObject>;
  /** Buckets that tell functions. */
  readonly notified: NonNullable<ExpandedEvent['notifies']>[];
}

/** The most used part of the transform `AWS::Serverless-2016-10-31`; what it does not know is refused, never left out. */
export function expandServerless(template: JsonObject): JsonObject {
  const expansion: Expansion = { template, resources: {}, apis: new Map(), functions: new Map(), notified: [] };
  const resources = Object.entries(section(template, 'Resources'));
  for (const [logicalId, resource] of resources) collectApi(expansion, logicalId, resource);
  for (const [logicalId, resource] of resources) expandResource(expansion, logicalId, resource);
  for (const api of expansion.apis.values())
    Object.assign(expansion.resources, api.kind === 'rest' ? restApi(api) : httpApi(api));
  const others = Object.entries(template).filter(([name]) => name !== 'Globals' && name !== 'Resources');
  for (const { bucket, permissionId, configurations } of expansion.notified) {
    const found = expansion.resources[bucket];
    if (found === undefined)
      throw invalidResource(bucket, 'S3 events must reference an S3 bucket in the same template.');
    expansion.resources[bucket] = telling(found, permissionId, configurations);
  }
  const expanded = withPublished(
    { ...Object.fromEntries(others), Resources: expansion.resources },
    expansion.functions,
  );
  return isObject(expanded) ? expanded : {};
}

function collectApi({ template, apis }: Expansion, logicalId: string, resource: Json): void {
  const type = member(resource, 'Type');
  if (type !== 'AWS::Serverless::Api' && type !== 'AWS::Serverless::HttpApi') return;
  const name = type.split('::')[2] ?? '';
  const kind = name === 'Api' ? 'rest' : 'http';
  apis.set(logicalId, { logicalId, kind, properties: withGlobals(template, name, resource), routes: [] });
}

function expandResource(expansion: Expansion, logicalId: string, resource: Json): void {
  const type = plain(member(resource, 'Type'));
  if (!type.startsWith('AWS::Serverless::')) {
    expansion.resources[logicalId] = resource;
    return;
  }
  const properties = withGlobals(expansion.template, type.split('::')[2] ?? '', resource);
  switch (type) {
    case 'AWS::Serverless::Api':
    case 'AWS::Serverless::HttpApi':
      return;
    case 'AWS::Serverless::Function':
      return addAll(expansion, resource, functionWithEvents(expansion, logicalId, properties));
    case 'AWS::Serverless::StateMachine':
      return addAll(expansion, resource, stateMachine(logicalId, properties));
    case 'AWS::Serverless::SimpleTable':
      return addAll(expansion, resource, { [logicalId]: simpleTable(logicalId, properties) });
    case 'AWS::Serverless::LayerVersion':
      return addAll(expansion, resource, { [logicalId]: layer(logicalId, properties) });
    default:
      throw notExpanded(logicalId, `the type ${type}`);
  }
}

function functionWithEvents(
  { apis, functions, notified }: Expansion,
  logicalId: string,
  properties: JsonObject,
): Record<string, Json> {
  functions.set(logicalId, properties);
  const events = Object.entries(section(properties, 'Events')).map(([name, event]) =>
    expandEvent(logicalId, name, event),
  );
  for (const { route, notifies } of events) {
    if (notifies !== null) notified.push(notifies);
    if (route === null) continue;
    const { api: id, kind } = route;
    const api = apis.get(id) ?? { logicalId: id, kind, properties: {}, routes: [] };
    api.routes.push(route);
    apis.set(id, api);
  }
  const policies = [...new Set(events.flatMap((event) => event.policies))];
  return Object.assign(
    serverlessFunction(logicalId, properties, policies),
    ...events.map((event) => event.resources),
  ) as Record<string, Json>;
}

/** Condition, DependsOn and the policies of the resource go on to everything that it becomes. */
function addAll({ resources }: Expansion, resource: Json, made: Readonly<Record<string, Json>>): void {
  const around = isObject(resource)
    ? Object.entries(resource).filter(([name]) => name !== 'Type' && name !== 'Properties')
    : [];
  for (const [logicalId, definition] of Object.entries(made)) {
    resources[logicalId] = isObject(definition) ? { ...Object.fromEntries(around), ...definition } : definition;
  }
}

/** Source: SAM developer guide, "AWS::Serverless::SimpleTable". */
function simpleTable(logicalId: string, { PrimaryKey: key, ...properties }: JsonObject): Json {
  const name = plain(member(key, 'Name') ?? 'id');
  const type = plain(member(key, 'Type') ?? 'String').charAt(0);
  const others = Object.keys(properties).find(
    (property) => !['TableName', 'ProvisionedThroughput', 'Tags'].includes(property),
  );
  if (others !== undefined) throw notExpanded(logicalId, `property ${others}`);
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: name, AttributeType: type }],
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      BillingMode: properties['ProvisionedThroughput'] === undefined ? 'PAY_PER_REQUEST' : 'PROVISIONED',
      ...properties,
    },
  };
}

/** Source: SAM developer guide, "AWS::Serverless::LayerVersion". */
function layer(logicalId: string, { ContentUri: uri, ...properties }: JsonObject): Json {
  if (properties['RetentionPolicy'] !== undefined) throw notExpanded(logicalId, 'property RetentionPolicy');
  const content = locationOf(uri);
  if (content === null)
    throw invalidResource(logicalId, "'ContentUri' is not a valid S3 Uri of the form 's3://bucket/key'.");
  return {
    Type: 'AWS::Lambda::LayerVersion',
    DeletionPolicy: 'Retain',
    Properties: { LayerName: logicalId, Content: content, ...properties },
  };
}
