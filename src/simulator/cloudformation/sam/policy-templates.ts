import type { Json } from '../../../model/json.ts';
import { member } from '../../../template/tree.ts';

interface PolicyTemplate {
  readonly parameter: string;
  readonly actions: readonly string[];
  /** ARNs with `${Name}` for the parameter's value. */
  readonly resources: readonly string[];
}

const HERE = '${AWS::Region}:${AWS::AccountId}';
const TABLE = [
  `arn:\${AWS::Partition}:dynamodb:${HERE}:table/\${Name}`,
  `arn:\${AWS::Partition}:dynamodb:${HERE}:table/\${Name}/index/*`,
];
const BUCKET = ['arn:${AWS::Partition}:s3:::${Name}', 'arn:${AWS::Partition}:s3:::${Name}/*'];
const READ_TABLE = [
  'dynamodb:GetItem',
  'dynamodb:Scan',
  'dynamodb:Query',
  'dynamodb:BatchGetItem',
  'dynamodb:DescribeTable',
];
const WRITE_TABLE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const READ_BUCKET = ['s3:GetObject', 's3:ListBucket', 's3:GetBucketLocation', 's3:GetObjectVersion'];

/** The most used ones. Source: SAM developer guide, "AWS SAM policy templates". */
const TEMPLATES: Readonly<Record<string, PolicyTemplate>> = {
  DynamoDBReadPolicy: { parameter: 'TableName', actions: READ_TABLE, resources: TABLE },
  DynamoDBCrudPolicy: { parameter: 'TableName', actions: [...READ_TABLE, ...WRITE_TABLE], resources: TABLE },
  S3ReadPolicy: { parameter: 'BucketName', actions: READ_BUCKET, resources: BUCKET },
  S3CrudPolicy: {
    parameter: 'BucketName',
    actions: [...READ_BUCKET, 's3:PutObject', 's3:DeleteObject'],
    resources: BUCKET,
  },
  LambdaInvokePolicy: {
    parameter: 'FunctionName',
    actions: ['lambda:InvokeFunction'],
    resources: [`arn:\${AWS::Partition}:lambda:${HERE}:function:\${Name}*`],
  },
  SNSPublishMessagePolicy: {
    parameter: 'TopicName',
    actions: ['sns:Publish'],
    resources: [`arn:\${AWS::Partition}:sns:${HERE}:\${Name}`],
  },
  SQSSendMessagePolicy: {
    parameter: 'QueueName',
    actions: ['sqs:SendMessage*'],
    resources: [`arn:\${AWS::Partition}:sqs:${HERE}:\${Name}`],
  },
  SQSPollerPolicy: {
    parameter: 'QueueName',
    actions: ['sqs:ChangeMessageVisibility*', 'sqs:DeleteMessage*', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    resources: [`arn:\${AWS::Partition}:sqs:${HERE}:\${Name}`],
  },
  DynamoDBWritePolicy: { parameter: 'TableName', actions: WRITE_TABLE, resources: TABLE },
  S3WritePolicy: { parameter: 'BucketName', actions: ['s3:PutObject', 's3:PutObjectAcl'], resources: BUCKET },
  StepFunctionsExecutionPolicy: {
    parameter: 'StateMachineName',
    actions: ['states:StartExecution'],
    resources: [`arn:\${AWS::Partition}:states:${HERE}:stateMachine:\${Name}`],
  },
  EventBridgePutEventsPolicy: {
    parameter: 'EventBusName',
    actions: ['events:PutEvents'],
    resources: [`arn:\${AWS::Partition}:events:${HERE}:event-bus/\${Name}`],
  },
  AWSSecretsManagerGetSecretValuePolicy: {
    parameter: 'SecretArn',
    actions: ['secretsmanager:GetSecretValue'],
    resources: ['${Name}'],
  },
  SSMParameterReadPolicy: {
    parameter: 'ParameterName',
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
    resources: [`arn:\${AWS::Partition}:ssm:${HERE}:parameter/\${Name}`],
  },
};

/** The statements of a policy template; null for one that is not expanded here. */
export function policyTemplate(name: string, parameters: Json): Json[] | null {
  const template = Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined;
  const value = template === undefined ? undefined : member(parameters, template.parameter);
  if (template === undefined || value === undefined) return null;
  const resources = template.resources.map((pattern): Json => ({ 'Fn::Sub': [pattern, { Name: value }] }));
  return [{ Effect: 'Allow', Action: [...template.actions], Resource: resources }];
}
