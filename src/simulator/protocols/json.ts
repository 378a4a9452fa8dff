import { isObject } from '../../model/json.ts';
import { AwsFault } from '../service.ts';
import { answer, type RpcProtocol } from './protocol.ts';
import { JSON_REFUSALS, refusalFrom } from './refusals.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** AWS JSON 1.1: the operation in X-Amz-Target, timestamps in seconds, errors by `__type`. */
export const jsonProtocol: RpcProtocol = {
  decode(request) {
    const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    return { operation, input: parseBody(request.body) };
  },
  encode(_operation, output) {
    return answer(200, CONTENT_TYPE, stringify(output));
  },
  fault(fault) {
    const body = { __type: fault.code, message: fault.message, Message: fault.message, ...fault.extra };
    return answer(fault.status, CONTENT_TYPE, stringify(body), { 'x-amzn-errortype': fault.code });
  },
  refusal: (problem) => refusalFrom(JSON_REFUSALS, problem),
};

/** The object that a request carries; throws `AwsFault` for anything else. */
export function parseBody(body: Uint8Array): Record<string, unknown> {
  const text = new TextDecoder().decode(body);
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Answered below, as any other body that is not an object.
  }
  throw new AwsFault('SerializationException', 'the request body is not a JSON object');
}

/** JSON with timestamps in seconds. `Date.toJSON` would come before a replacer, so dates are looked up in their holder. */
export function stringify(value: object): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, item: unknown) {
    const held = this[key];
    return held instanceof Date ? held.getTime() / 1000 : item;
  });
}
