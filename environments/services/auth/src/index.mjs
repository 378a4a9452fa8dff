import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parameterReader } from '/opt/nodejs/parameters.mjs';
import config from './config.json' with { type: 'json' };
import { objectionTo } from './sign-up.mjs';

const ssm = new SSMClient();
const parameters = parameterReader({
  path: process.env.PARAMETERS_PATH,
  seconds: config.performance.parameterCacheSeconds,
  page: (input) => ssm.send(new GetParametersByPathCommand(input)),
});

/** Cognito's trigger before a sign-up: an error refuses it, and its message is shown to whoever tries. */
export async function handler(event) {
  const { SIGN_UP } = await parameters();
  const objection = objectionTo(event, { mode: SIGN_UP, domains: config.security.allowedEmailDomains });
  if (objection !== undefined) throw new Error(objection);
  return event;
}
