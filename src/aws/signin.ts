import { HttpRequest, type HttpResponse } from '@smithy/protocol-http';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { fail } from '../diagnostics/error.ts';
import { isObject } from '../model/json.ts';
import { signinUrl } from '../model/console.ts';
import type { Transport } from './transport.ts';
import type { SessionCredentials, SigninRequest } from './types/session.ts';

/**
 * A token by which a browser is signed in to the console with these credentials, good for 15 minutes (IAM user guide,
 * "Enable custom identity broker access to the AWS console"). It is as secret as they are.
 */
export async function signinToken(
  transport: Transport,
  { accessKeyId, secretAccessKey, sessionToken }: SessionCredentials,
  { region, seconds }: SigninRequest,
): Promise<string> {
  const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  const query = {
    Action: 'getSigninToken',
    ...(seconds === null ? {} : { SessionDuration: String(seconds) }),
    Session: JSON.stringify(session),
  };
  const response = await send(transport, region, query);
  const token = response.statusCode === 200 ? tokenIn(await bodyOf(response)) : null;
  if (token !== null) return token;
  fail('AccessDenied', `AWS gives no sign-in token: it answered with status ${response.statusCode}`, {
    hint: 'check that the credentials are still good and come from a role; long-term keys of a user give no token',
  });
}

/** Errors are told without the request: its address holds the credentials. */
async function send(
  transport: Transport,
  region: string,
  query: Readonly<Record<string, string>>,
): Promise<HttpResponse> {
  const { clock } = transport;
  const custom = await clock.during(transport.endpoint('Signin'));
  const { protocol, hostname, port, pathname } = new URL(custom ?? signinUrl(region));
  const request = new HttpRequest({
    method: 'GET',
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: `${pathname.replace(/\/$/, '')}/federation`,
    query: { ...query },
    headers: { host: port === '' ? hostname : `${hostname}:${port}` },
  });
  try {
    const { response } = await clock.during((await transport.handler()).handle(request));
    return response;
  } catch (cause) {
    fail('AwsError', `the sign-in service at ${hostname} cannot be reached`, { cause });
  }
}

async function bodyOf({ body }: HttpResponse): Promise<string> {
  return body instanceof Readable ? text(body) : '';
}

function tokenIn(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    return isObject(answer) && typeof answer['SigninToken'] === 'string' ? answer['SigninToken'] : null;
  } catch {
    return null;
  }
}
