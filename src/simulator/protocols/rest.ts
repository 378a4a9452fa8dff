import type { WireResponse } from '../service.ts';
import { answer, type Envelope, type FaultForm } from './protocol.ts';
import { QUERY_REFUSALS, S3_REFUSALS, refusalFrom } from './refusals.ts';
import { element, elements } from './xml.ts';

const CONTENT_TYPE = 'application/xml';

/** S3: a bare `<Error>` with the fault's further members beside code and message. */
export const s3Faults: FaultForm = {
  fault(fault, { requestId }) {
    const error = { Code: fault.code, Message: fault.message, ...fault.extra, RequestId: requestId, HostId: requestId };
    return xml(fault.status, element('Error', error, 'member'));
  },
  refusal: (problem) => refusalFrom(S3_REFUSALS, problem),
};

/** Every other REST-XML service. */
export const restXmlFaults: FaultForm = {
  fault(fault, { requestId }: Envelope) {
    const error = { Type: 'Sender', Code: fault.code, Message: fault.message, ...fault.extra };
    return xml(
      fault.status,
      `<ErrorResponse>${elements({ Error: error, RequestId: requestId }, 'member')}</ErrorResponse>`,
    );
  },
  refusal: (problem) => refusalFrom(QUERY_REFUSALS, problem),
};

function xml(status: number, body: string): WireResponse {
  return answer(status, CONTENT_TYPE, `<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}
