import { Readable } from 'node:stream';
import { HttpResponse, type HttpRequest } from '@smithy/protocol-http';
import type { HttpHandlerOptions } from '@smithy/types';
import type { WireRequest } from './service.ts';
import type { Simulator } from './simulator.ts';

/** What the SDK's clients take as `requestHandler`. */
export interface SimulatorHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: HttpRequest, options?: HttpHandlerOptions): Promise<{ response: HttpResponse }>;
  destroy(): void;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

/** Connects SDK clients with a simulator in the same process, without a network. One handler serves any number of clients. */
export function simulatorHandler(simulator: Simulator): SimulatorHandler {
  const send = async (request: HttpRequest, options?: HttpHandlerOptions): Promise<{ response: HttpResponse }> => {
    throwIfAborted(options);
    const wire = await toWire(request);
    throwIfAborted(options);
    const { status, headers, body } = await simulator.handle(wire);
    const response = new HttpResponse({
      statusCode: status,
      headers: { ...headers },
      // The SDK wants an object of S3 as a stream; of anything else it takes the bytes, which is less work.
      body: wire.method === 'GET' ? Readable.from([body], { objectMode: false }) : body,
    });
    return { response };
  };
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request, options) => simulator.settings.clock.during(send(request, options)),
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
}

async function toWire(request: HttpRequest): Promise<WireRequest> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const query = Object.fromEntries(
    Object.entries(request.query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  const { method, hostname, path } = request;
  return { method, hostname, path, query, headers, body: await bytesOf(request.body) };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body instanceof Readable)
    return Buffer.concat(await body.map((chunk: Uint8Array | string) => Buffer.from(chunk)).toArray());
  throw new TypeError('a request body is text, bytes or a stream');
}

/** The SDK knows a request that was stopped by this name. */
function throwIfAborted(options: HttpHandlerOptions | undefined): void {
  if (options?.abortSignal?.aborted !== true) return;
  throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}
