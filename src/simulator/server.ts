import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { fail } from '../diagnostics/error.ts';
import type { WireRequest } from './service.ts';
import type { Simulator } from './simulator.ts';

export interface SimulatorServer {
  /** e.g. `http://127.0.0.1:4566`: what AWS_ENDPOINT_URL is set to. */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Serves a simulator over HTTP: any SDK or CLI with this endpoint sees the same world. `port` 0 takes a free one. Throws
 * UsageInvalid when the port cannot be had.
 */
export async function serveSimulator(
  simulator: Simulator,
  { port = 0, host = '127.0.0.1' }: { port?: number; host?: string } = {},
): Promise<SimulatorServer> {
  const server = createServer((request, response) => {
    answer(simulator, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  const address = await listen(server, port, host).catch((cause: unknown) =>
    fail('UsageInvalid', `port ${String(port)} of ${host} cannot be used`, {
      hint: 'choose another with --port',
      cause,
    }),
  );
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${String(address.port)}`, close };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

async function answer(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await simulator.handle(await toWire(request));
  response.writeHead(status, { ...headers, 'content-length': headers['content-length'] ?? body.byteLength });
  response.end(body);
}

async function toWire(request: IncomingMessage): Promise<WireRequest> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = Object.fromEntries(new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)));
  const hostname = (headers['host'] ?? '').replace(/:\d+$/, '');
  return { method: request.method ?? 'GET', hostname, path, query, headers, body: await buffer(request) };
}
