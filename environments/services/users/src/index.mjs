import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { api, refusal } from '/opt/nodejs/api.mjs';
import { outputReader, parameterReader } from '/opt/nodejs/parameters.mjs';
import config from './config.json' with { type: 'json' };
import { userRoutes } from './routes.mjs';
import { profileStore } from './store.mjs';

const { OUTPUTS_PATH, PARAMETERS_PATH, TABLE_ARN } = process.env;

const ssm = new SSMClient();
const seconds = config.performance.parameterCacheSeconds;
const parameters = parameterReader({
  path: PARAMETERS_PATH,
  seconds,
  page: (input) => ssm.send(new GetParametersByPathCommand(input)),
});

const outputs = outputReader({
  path: OUTPUTS_PATH,
  seconds,
  get: (input) => ssm.send(new GetParameterCommand(input)),
});

// The table may be another environment's: a call goes to its region, and the ARN in place of the name leads to its account
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html).
const dynamodb = new DynamoDBClient({ region: TABLE_ARN.split(':')[3] });

const routes = userRoutes({
  store: profileStore(DynamoDBDocumentClient.from(dynamodb), TABLE_ARN),
  refusal,
  parameters,
  notesUrl: async () => (await outputs('notes')).Url,
  supportUrl: config.discovery.supportUrl,
});

export const handler = api({
  routes,
  origins: config.networking.corsOrigins,
  maxBodyBytes: config.security.maxBodyBytes,
});
