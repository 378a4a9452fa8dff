import type { IncomingMessage } from 'node:http';

/** One request, as far as a test asks about it. */
export interface PassedCall {
  /** As it was signed: `organizations`, `cloudformation`, `s3` … */
  readonly service: string;
  /** `CreateAccount`; for services without operation names method and path: `PUT /bucket/key`. */
  readonly operation: string;
  readonly region: string;
  /** Access key. */
  readonly key: string;
}

export interface Wire {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Writes an answer in the form of the service that is asked. */
export type WireAnswer = (call: PassedCall) => Wire;

export function callOf({ headers, method, url }: IncomingMessage, body: Buffer): PassedCall {
  const [, key = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const target = headers['x-amz-target'];
  const action = new URLSearchParams(isForm(headers) ? body.toString() : '').get('Action');
  const operation = typeof target === 'string' ? target.split('.').at(-1) : action;
  return { service, region, key, operation: operation ?? `${method ?? ''} ${url ?? ''}` };
}

function isForm(headers: IncomingMessage['headers']): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** AWS's error with this code; `reason` is the member of that name, which Organizations gives. */
export function awsError(code: string, { status = 400, reason = '' } = {}): WireAnswer {
  return ({ service }) => {
    if (service === 'organizations' || service === 'ssm') {
      const body = { __type: code, Message: `${code} of a test`, ...(reason ? { Reason: reason } : {}) };
      return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
    }
    const error = `<Error><Code>${code}</Code><Message>${code} of a test</Message></Error>`;
    const body =
      service === 'ec2'
        ? `<Response><Errors>${error}</Errors></Response>`
        : service === 's3'
          ? error
          : `<ErrorResponse>${error}</ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  };
}

/** An answer of a service that speaks JSON. */
export function jsonAnswer(body: object): WireAnswer {
  return () => ({ status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) });
}

/** Requests that may have changed something. */
export function changing(calls: readonly PassedCall[]): string[] {
  const reads = /^(Get|List|Describe|AssumeRole|GET |HEAD )/;
  return calls
    .filter(({ operation }) => !reads.test(operation))
    .map(({ service, operation }) => `${service}:${operation}`);
}
