import type { Json, JsonObject } from '../../../model/json.ts';
import { functionOf, member } from '../../../template/tree.ts';
import { plain } from '../text.ts';
import { NOTHING, permission, type Event, type ExpandedEvent } from './event.ts';
import { notExpanded } from './faults.ts';

/** Sources that call a function by themselves, by the type of the event. Source: SAM developer guide, "EventSource". */
export const SOURCES: Readonly<Record<string, (event: Event) => ExpandedEvent>> = {
  AlexaSkill: ({ functionId, id }) => ({
    ...NOTHING,
    resources: { [`${id}Permission`]: permission(functionId, 'alexa-appkit.amazon.com') },
  }),
  CloudWatchLogs: fromLogs,
  IoTRule: fromIot,
  S3: fromBucket,
};

function fromLogs({ functionId, id, properties }: Event): ExpandedEvent {
  const group = properties['LogGroupName'] ?? '';
  const source: Json = {
    'Fn::Sub': [
      'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*',
      { __LogGroupName__: group },
    ],
  };
  return {
    ...NOTHING,
    resources: {
      [id]: {
        Type: 'AWS::Logs::SubscriptionFilter',
        DependsOn: [`${id}Permission`],
        Properties: {
          LogGroupName: group,
          FilterPattern: properties['FilterPattern'] ?? '',
          DestinationArn: { 'Fn::GetAtt': [functionId, 'Arn'] },
        },
      },
      [`${id}Permission`]: permission(functionId, 'logs.amazonaws.com', source),
    },
  };
}

function fromIot({ functionId, id, properties }: Event): ExpandedEvent {
  const version = properties['AwsIotSqlVersion'];
  const rule: JsonObject = {
    Actions: [{ Lambda: { FunctionArn: { 'Fn::GetAtt': [functionId, 'Arn'] } } }],
    RuleDisabled: false,
    Sql: properties['Sql'] ?? '',
    ...(version === undefined ? {} : { AwsIotSqlVersion: version }),
  };
  const source = { 'Fn::Sub': 'arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${' + id + '}' };
  return {
    ...NOTHING,
    resources: {
      [id]: { Type: 'AWS::IoT::TopicRule', Properties: { TopicRulePayload: rule } },
      [`${id}Permission`]: permission(functionId, 'iot.amazonaws.com', source),
    },
  };
}

/** The bucket tells the function; it is one of the same template, and may do so before it tells. */
function fromBucket({ functionId, id, properties }: Event): ExpandedEvent {
  const call = functionOf(properties['Bucket']);
  if (call?.name !== 'Ref') throw notExpanded(functionId, `an S3 event whose bucket is not of the template`);
  const filter = properties['Filter'];
  const events = properties['Events'] ?? '';
  const configurations = (Array.isArray(events) ? events : [events]).map((event: Json): Json => ({
    Event: event,
    Function: { 'Fn::GetAtt': [functionId, 'Arn'] },
    ...(filter === undefined ? {} : { Filter: filter }),
  }));
  const granted = permission(functionId, 's3.amazonaws.com');
  const account = { SourceAccount: { Ref: 'AWS::AccountId' } };
  const permissionId = `${id}Permission`;
  return {
    ...NOTHING,
    resources: { [permissionId]: { ...granted, Properties: { ...propertiesOf(granted), ...account } } },
    notifies: { bucket: plain(call.argument), permissionId, configurations },
  };
}

function propertiesOf(resource: JsonObject): JsonObject {
  const properties = member(resource, 'Properties');
  return typeof properties === 'object' && properties !== null ? (properties as JsonObject) : {};
}
