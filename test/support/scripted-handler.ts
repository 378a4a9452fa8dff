import { HttpResponse, type HttpHandler, type HttpRequest } from '@smithy/protocol-http';
import { Readable } from 'node:stream';

/** An answer as it stands on the wire, or what befalls the connection. */
export type Answer = WireAnswer | Error;

export interface WireAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Scripted {
  readonly handler: HttpHandler;
  readonly requests: HttpRequest[];
}

/** Answers one request after the other as told; the last answer is repeated for ever. */
export function scriptedHandler(...answers: (Answer | ((request: HttpRequest) => Answer))[]): Scripted {
  const requests: HttpRequest[] = [];
  return {
    requests,
    handler: {
      async handle(request) {
        const scripted = answers[Math.min(requests.length, answers.length - 1)];
        requests.push(request);
        const answer = typeof scripted === 'function' ? scripted(request) : (scripted ?? {});
        if (answer instanceof Error) throw answer;
        const { status = 200, headers = {}, body = '' } = answer;
        return {
          response: new HttpResponse({ statusCode: status, headers, body: Readable.from([Buffer.from(body)]) }),
        };
      },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
  };
}

/** An answer of a JSON 1.1 service. */
export function json(body: object, headers: Record<string, string> = {}): WireAnswer {
  return { headers: { 'content-type': 'application/x-amz-json-1.1', ...headers }, body: JSON.stringify(body) };
}

/** An error of a JSON 1.1 service. */
export function jsonError(
  code: string,
  more: { status?: number; message?: string; headers?: Record<string, string> } = {},
): Answer {
  const { status = 400, message = `${code} happened`, headers = {} } = more;
  return { ...json({ __type: code, message }, headers), status };
}

/** A connection that breaks, by its system error code. */
export function broken(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}
