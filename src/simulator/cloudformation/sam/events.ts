import type { Json, JsonObject } from '../../../model/json.ts';
import { functionOf, member, section } from '../../../template/tree.ts';
import { plain } from '../text.ts';
import { NOTHING, permission, type Event, type ExpandedEvent } from './event.ts';
import { notExpanded } from './faults.ts';
import { SOURCES } from './sources.ts';

/** By type. Source: SAM developer guide, "EventSource". */
const EVENTS: Readonly<Record<string, (event: Event) => ExpandedEvent>> = {
  Api: (event) => routed(event, 'rest'),
  HttpApi: (event) => routed(event, 'http'),
  Schedule: (event) => ruled(event, { ScheduleExpression: event.properties['Schedule'] ?? '' }),
  CloudWatchEvent: (event) => ruled(event, { EventPattern: event.properties['Pattern'] ?? {} }),
  EventBridgeRule: (event) => ruled(event, { EventPattern: event.properties['Pattern'] ?? {} }),
  SQS: (event) => polled(event, 'Queue', 'AWSLambdaSQSQueueExecutionRole'),
  DynamoDB: (event) => polled(event, 'Stream', 'AWSLambdaDynamoDBExecutionRole'),
  Kinesis: (event) => polled(event, 'Stream', 'AWSLambdaKinesisExecutionRole'),
  SNS: subscribed,
  ...SOURCES,
};

/** The resources, route and rights that an event of a function stands for. */
export function expandEvent(functionId: string, name: string, event: Json): ExpandedEvent {
  const type = plain(member(event, 'Type'));
  const expand = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
  if (expand === undefined) throw notExpanded(functionId, `event ${name} of type ${type}`);
  return expand({ functionId, id: `${functionId}${name}`, properties: section(event, 'Properties') });
}

function routed({ functionId, id, properties }: Event, kind: 'rest' | 'http'): ExpandedEvent {
  const named = properties[kind === 'rest' ? 'RestApiId' : 'ApiId'];
  const call = functionOf(named);
  const api = call?.name === 'Ref' ? plain(call.argument) : plain(named);
  const implicit = kind === 'rest' ? 'ServerlessRestApi' : 'ServerlessHttpApi';
  const apiId = api === '' ? implicit : api;
  const path = plain(properties['Path'] ?? '/$default');
  const method = plain(properties['Method'] ?? 'any').toLowerCase();
  const verb = method === 'any' ? '*' : method.toUpperCase();
  const tail = path.replaceAll(/\{[^}]+\}/g, '*');
  const source = {
    'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${' + apiId + `}/*/${verb}${tail}`,
  };
  const permissionId = `${id}Permission${kind === 'rest' && api === '' ? 'Prod' : ''}`;
  const anyMethod = method === 'any' ? 'x-amazon-apigateway-any-method' : method;
  return {
    ...NOTHING,
    resources: { [permissionId]: permission(functionId, 'apigateway.amazonaws.com', source) },
    route: { path, method: anyMethod, functionId, api: apiId, kind },
  };
}

function ruled({ functionId, id, properties }: Event, rule: JsonObject): ExpandedEvent {
  const enabled = plain(properties['Enabled'] ?? true) === 'true';
  const target = { Arn: { 'Fn::GetAtt': [functionId, 'Arn'] }, Id: `${id}LambdaTarget` };
  const input = properties['Input'];
  return {
    ...NOTHING,
    resources: {
      [id]: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ...rule,
          State: enabled ? 'ENABLED' : 'DISABLED',
          Targets: [input === undefined ? target : { ...target, Input: input }],
        },
      },
      [`${id}Permission`]: permission(functionId, 'events.amazonaws.com', { 'Fn::GetAtt': [id, 'Arn'] }),
    },
  };
}

function polled({ functionId, id, properties }: Event, source: string, policy: string): ExpandedEvent {
  const { [source]: arn = '', ...others } = properties;
  const mapping = { EventSourceArn: arn, FunctionName: { Ref: functionId }, ...others };
  return {
    ...NOTHING,
    resources: { [id]: { Type: 'AWS::Lambda::EventSourceMapping', Properties: mapping } },
    policies: [`service-role/${policy}`],
  };
}

function subscribed({ functionId, id, properties }: Event): ExpandedEvent {
  const { Topic: topic = '', ...others } = properties;
  const endpoint = { 'Fn::GetAtt': [functionId, 'Arn'] };
  return {
    ...NOTHING,
    resources: {
      [id]: {
        Type: 'AWS::SNS::Subscription',
        Properties: { Protocol: 'lambda', Endpoint: endpoint, TopicArn: topic, ...others },
      },
      [`${id}Permission`]: permission(functionId, 'sns.amazonaws.com', topic),
    },
  };
}
