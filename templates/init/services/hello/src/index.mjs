import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import config from './config.json' with { type: 'json' };

const { GREETING_PARAMETER, TABLE_ARN } = process.env;

const dynamodb = new DynamoDBClient();
const ssm = new SSMClient();

export async function handler() {
  const [greeting, visits] = await Promise.all([greet(), count()]);
  return { message: `${greeting}! You are visitor ${visits}.` };
}

async function greet() {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: GREETING_PARAMETER }));
  return Parameter.Value;
}

async function count() {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName: TABLE_ARN,
      Key: { page: { S: config.page } },
      UpdateExpression: 'ADD visits :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Attributes.visits.N;
}
