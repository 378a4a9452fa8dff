import { readFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { Readable } from 'node:stream';
import type { HttpHandler } from '@smithy/protocol-http';
import { fail } from '../diagnostics/error.ts';
import { proxyOf, TunnelAgent } from './proxy.ts';

/** Connections to one host at a time. */
const SOCKETS = 50;
const CONNECT_MS = 3_000;
const REQUEST_MS = 30_000;

/**
 * The one way to the network, for all clients: connections are kept and shared. Unlike the SDK's default it has timeouts, so
 * that an answer that never comes is a failure that can be retried; and it heeds AWS_CA_BUNDLE, HTTPS_PROXY and NO_PROXY,
 * which the SDK for JavaScript leaves to its users.
 */
export async function networkHandler(env: Readonly<Record<string, string | undefined>>): Promise<HttpHandler> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const bundle = env['AWS_CA_BUNDLE'];
  const options = { keepAlive: true, maxSockets: SOCKETS, ...(bundle ? { ca: await readBundle(bundle) } : {}) };
  const proxy = proxyOf(env);
  return new NodeHttpHandler({
    connectionTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    socketTimeout: REQUEST_MS,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: SOCKETS },
    httpsAgent: proxy ? new TunnelAgent(proxy, options) : new Agent(options),
  });
}

async function readBundle(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    fail('UsageInvalid', `the certificates that AWS_CA_BUNDLE names cannot be read: ${file}`, { cause });
  }
}

/**
 * Reads each answer to its end before the SDK sees it: a connection that breaks in the middle of an object fails the request
 * like any other, and is retried like any other. What envctl reads is small. Only an object of S3 has to be a stream for the
 * SDK, and GET is how it is got: to read anything else as one is more work than all else about an answer.
 */
export function wholeAnswers(handler: HttpHandler): HttpHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options) {
      const { response } = await handler.handle(request, options);
      const body: unknown = response.body;
      const whole = body instanceof Readable ? await wholeBody(body) : body;
      response.body = request.method === 'GET' && whole instanceof Uint8Array ? Readable.from([whole]) : whole;
      return { response };
    },
    destroy: () => handler.destroy?.(),
    updateHttpClientConfig: (key, value) => handler.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => handler.httpHandlerConfigs(),
  };
}

/** As `buffer` of node:stream/consumers, which takes the way over a Blob: that is more work than all else about an answer. */
async function wholeBody(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}
