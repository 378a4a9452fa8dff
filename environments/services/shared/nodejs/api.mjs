import { callerOf } from './caller.mjs';
import { corsHeaders } from './cors.mjs';

/**
 * Makes a Lambda handler for API Gateway's proxy integration out of routes that know nothing of either.
 *
 * A route is named by verb and resource (`PUT /items/{id}`). It is given `{ caller, id, query, body }` and answers
 * `{ status, body }`. Routes in `open` are for everybody and have no caller.
 *
 * @param {object} options
 * @param {Record<string, (request: object) => Promise<{ status: number, body?: unknown }>>} options.routes
 * @param {Record<string, (request: object) => Promise<{ status: number, body?: unknown }>>} [options.open]
 * @param {string[]} options.origins whose pages may call
 * @param {number} options.maxBodyBytes
 * @param {(problem: unknown) => void} [options.log] is told what went wrong; the caller is not
 */
export function api({ routes, open = {}, origins, maxBodyBytes, log = console.error }) {
  const answer = async (event) => {
    if (event.httpMethod === 'OPTIONS') return { status: 204 };
    const name = `${event.httpMethod} ${event.resource}`;
    if (Object.hasOwn(open, name)) return open[name](requestOf(event, undefined));
    if (!Object.hasOwn(routes, name)) return refusal(404, 'no such thing');
    const caller = callerOf(event);
    if (caller === undefined) return refusal(401, 'not logged in');
    if (sizeOf(event) > maxBodyBytes) return refusal(413, `more than ${maxBodyBytes} bytes`);
    const body = parse(event);
    if (body === undefined) return refusal(400, 'the body is not JSON');
    return routes[name](requestOf(event, caller, body));
  };

  return async (event) => {
    try {
      return response(await answer(event), corsHeaders(event, origins));
    } catch (problem) {
      log(problem);
      return response(refusal(500, 'something went wrong'), corsHeaders(event, origins));
    }
  };
}

/** The answer to a request that cannot be served; the reason is for the caller to read. */
export function refusal(status, error) {
  return { status, body: { error } };
}

function requestOf(event, caller, body = null) {
  return { caller, id: event.pathParameters?.id, query: event.queryStringParameters ?? {}, body };
}

function textOf(event) {
  return event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '');
}

function sizeOf(event) {
  return Buffer.byteLength(textOf(event));
}

/** Null without a body, undefined for one that is not JSON. */
function parse(event) {
  const text = textOf(event);
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function response({ status, body }, headers) {
  if (body === undefined) return { statusCode: status, headers, body: '' };
  return {
    statusCode: status,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
