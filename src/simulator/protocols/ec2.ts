import { queryProtocol } from './query.ts';
import { answer, type RpcProtocol } from './protocol.ts';
import { EC2_REFUSALS, refusalFrom } from './refusals.ts';
import { elements } from './xml.ts';

const CONTENT_TYPE = 'text/xml;charset=UTF-8';

/** Amazon EC2's own form of the Query protocol: `Filter.1.Value.1` lists, `<item>` elements, no wrapper of the result. */
export const ec2Protocol: RpcProtocol = {
  decode: (request) => queryProtocol.decode(request),
  encode(operation, output, { namespace, requestId }) {
    const name = `${operation}Response`;
    const body = elements({ requestId, ...output }, 'item');
    return answer(200, CONTENT_TYPE, `<${name} xmlns="${namespace}">${body}</${name}>`);
  },
  fault(fault, { requestId }) {
    const error = { Code: fault.code, Message: fault.message };
    const body = elements({ Errors: { Error: error }, RequestID: requestId }, 'item');
    return answer(fault.status, CONTENT_TYPE, `<Response>${body}</Response>`);
  },
  refusal: (problem) => refusalFrom(EC2_REFUSALS, problem),
};
