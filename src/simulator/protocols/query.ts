import type { RpcProtocol } from './protocol.ts';
import { answer } from './protocol.ts';
import { parseForm } from './form.ts';
import { QUERY_REFUSALS, refusalFrom } from './refusals.ts';
import { element, elements } from './xml.ts';

const CONTENT_TYPE = 'text/xml';

/** AWS Query: a form with `Action`, `X.member.N` lists, an XML answer with the result in a wrapper of its own. */
export const queryProtocol: RpcProtocol = {
  decode(request) {
    const { Action, ...input } = parseForm(request.body);
    return { operation: typeof Action === 'string' ? Action : '', input };
  },
  encode(operation, output, { namespace, requestId }) {
    const result = element(`${operation}Result`, output, 'member');
    const metadata = element('ResponseMetadata', { RequestId: requestId }, 'member');
    const name = `${operation}Response`;
    return answer(200, CONTENT_TYPE, `<${name} xmlns="${namespace}">${result}${metadata}</${name}>`);
  },
  fault(fault, { namespace, requestId }) {
    const type = fault.status < 500 ? 'Sender' : 'Receiver';
    const error = { Type: type, Code: fault.code, Message: fault.message, ...fault.extra };
    const body = elements({ Error: error, RequestId: requestId }, 'member');
    return answer(fault.status, CONTENT_TYPE, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
  },
  refusal: (problem) => refusalFrom(QUERY_REFUSALS, problem),
};
