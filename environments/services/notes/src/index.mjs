import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { api, refusal } from '/opt/nodejs/api.mjs';
import { parameterReader } from '/opt/nodejs/parameters.mjs';
import config from './config.json' with { type: 'json' };
import { noteRoutes } from './routes.mjs';
import { settingsFrom } from './settings.mjs';
import { noteStore } from './store.mjs';

const { ENVIRONMENT, PARAMETERS_PATH, TABLE_ARN } = process.env;

const ssm = new SSMClient();
const parameters = parameterReader({
  path: PARAMETERS_PATH,
  seconds: config.performance.parameterCacheSeconds,
  page: (input) => ssm.send(new GetParametersByPathCommand(input)),
});

// The table may be another environment's: a call goes to its region, and the ARN in place of the name leads to its account
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html).
const dynamodb = new DynamoDBClient({ region: TABLE_ARN.split(':')[3] });
const store = noteStore(DynamoDBDocumentClient.from(dynamodb), TABLE_ARN);

const { open, routes } = noteRoutes({
  store,
  refusal,
  environment: ENVIRONMENT,
  settings: async () => settingsFrom(await parameters(), config),
  now: Date.now,
  random: randomUUID,
});

export const handler = api({
  open,
  routes,
  origins: config.networking.corsOrigins,
  maxBodyBytes: config.security.maxBodyBytes,
});
