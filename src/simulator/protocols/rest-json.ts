import { parseBody, stringify } from './json.ts';
import { answer, type RpcProtocol } from './protocol.ts';
import { JSON_REFUSALS, refusalFrom } from './refusals.ts';

const CONTENT_TYPE = 'application/json';

/** REST JSON of services that POST every operation to a path of its own: `/putAccountName` is PutAccountName. */
export const restJsonProtocol: RpcProtocol = {
  decode(request) {
    const path = request.path.slice(1);
    return { operation: path.slice(0, 1).toUpperCase() + path.slice(1), input: parseBody(request.body) };
  },
  encode(_operation, output) {
    return answer(200, CONTENT_TYPE, stringify(output));
  },
  fault(fault) {
    const body = { message: fault.message, ...fault.extra };
    return answer(fault.status, CONTENT_TYPE, stringify(body), { 'x-amzn-errortype': fault.code });
  },
  refusal: (problem) => refusalFrom(JSON_REFUSALS, problem),
};
