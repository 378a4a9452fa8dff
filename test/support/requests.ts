import type { HttpRequest } from '@smithy/protocol-http';
import type { SimulatorHandler } from '../../src/simulator/handler.ts';

/** What a request asks for: `ExecuteChangeSet`, `PutParameter`, or `PUT /key` for S3. */
export function nameOf({ method, path, body, headers }: HttpRequest): string {
  const action = typeof body === 'string' ? /(?:^|&)Action=(\w+)/.exec(body)?.[1] : undefined;
  return action ?? headers['x-amz-target']?.split('.').at(-1) ?? `${method} ${path}`;
}

/** What lies between the program and AWS, as a test sees it. */
export interface Wire {
  /** What was asked for, in order. */
  readonly calls: string[];
  readonly wrap: (inner: SimulatorHandler) => SimulatorHandler;
  count(call: string | RegExp): number;
}

/** Writes down every request; `onCall` is called before the request is sent, and its rejection is the answer. */
export function wire(onCall: (call: string, request: HttpRequest) => void | Promise<void> = () => undefined): Wire {
  const calls: string[] = [];
  return {
    calls,
    count: (call) => calls.filter((one) => (typeof call === 'string' ? one === call : call.test(one))).length,
    wrap: (inner) => ({
      ...inner,
      handle: async (request, options) => {
        const call = nameOf(request);
        calls.push(call);
        await onCall(call, request);
        return inner.handle(request, options);
      },
    }),
  };
}
