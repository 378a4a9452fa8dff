import type { Shape } from './shape.ts';

const ARN = 'arn:{partition}';
const HERE = '{region}:{account}';

/** Data, messages, events, logs and delivery. Source of ids and attributes: resource reference, "Return values" of each type. */
export const SERVICE_SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::DynamoDB::Table': {
    id: '{name}',
    name: 'TableName',
    attributes: {
      Arn: `${ARN}:dynamodb:${HERE}:table/{id}`,
      StreamArn: `${ARN}:dynamodb:${HERE}:table/{id}/stream/2026-01-01T00:00:00.000`,
    },
    protectedBy: {
      property: 'DeletionProtectionEnabled',
      value: 'true',
      text: 'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. (Service: DynamoDb, Status Code: 400)',
    },
  },
  'AWS::SQS::Queue': {
    id: 'https://sqs.{region}.{suffix}/{account}/{name}',
    name: 'QueueName',
    longest: 80,
    attributes: { Arn: `${ARN}:sqs:${HERE}:{name}`, QueueName: '{name}', QueueUrl: '{id}' },
  },
  'AWS::SNS::Topic': {
    id: `${ARN}:sns:${HERE}:{name}`,
    name: 'TopicName',
    attributes: { TopicArn: '{id}', TopicName: '{name}' },
  },
  'AWS::SNS::Subscription': { id: '{TopicArn}:{uuid}', attributes: { Arn: '{id}' } },
  'AWS::Events::Rule': {
    id: '{name}',
    name: 'Name',
    longest: 64,
    attributes: { Arn: `${ARN}:events:${HERE}:rule/{id}` },
  },
  'AWS::Events::EventBus': {
    id: '{Name}',
    name: 'Name',
    attributes: { Arn: `${ARN}:events:${HERE}:event-bus/{id}`, Name: '{id}' },
  },
  'AWS::Logs::LogGroup': {
    id: '{name}',
    name: 'LogGroupName',
    longest: 512,
    attributes: { Arn: `${ARN}:logs:${HERE}:log-group:{id}:*` },
  },
  'AWS::CloudWatch::Alarm': {
    id: '{name}',
    name: 'AlarmName',
    attributes: { Arn: `${ARN}:cloudwatch:${HERE}:alarm:{id}` },
  },
  'AWS::CloudWatch::Dashboard': { id: '{name}', name: 'DashboardName' },
  'AWS::StepFunctions::StateMachine': {
    id: `${ARN}:states:${HERE}:stateMachine:{name}`,
    name: 'StateMachineName',
    longest: 80,
    attributes: { Arn: '{id}', Name: '{name}' },
  },
  'AWS::ECR::Repository': {
    id: '{name}',
    name: 'RepositoryName',
    lowerCase: true,
    attributes: {
      Arn: `${ARN}:ecr:${HERE}:repository/{id}`,
      RepositoryUri: '{account}.dkr.ecr.{region}.{suffix}/{id}',
    },
  },
  'AWS::CloudFront::Distribution': {
    id: 'E{upper13}',
    attributes: { Id: '{id}', DomainName: 'd{lower13}.cloudfront.net' },
  },
  'AWS::CloudFront::OriginAccessControl': { id: 'E{upper13}', attributes: { Id: '{id}' } },
  'AWS::Route53::HostedZone': { id: 'Z{upper20}', attributes: { Id: '{id}' } },
  'AWS::Route53::RecordSet': { id: '{Name}' },
  'AWS::Lambda::Permission': { id: '{name}', longest: 100, attributes: { Id: '{id}' } },
  'AWS::Lambda::EventSourceMapping': {
    id: '{uuid}',
    attributes: { Id: '{id}', EventSourceMappingArn: `${ARN}:lambda:${HERE}:event-source-mapping:{id}` },
  },
  'AWS::CloudFormation::WaitConditionHandle': {
    id: 'https://cloudformation-waitcondition-{region}.s3.{region}.{suffix}/{name}?signature={lower40}',
  },
};
