import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probe } from '../../../src/observe/health.ts';

const NEVER = new AbortController().signal;

let server: Server;
let base = '';

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') response.setHeader('location', '/200');
    const status = request.url === '/moved' ? 302 : Number(request.url?.slice(1));
    if (status === 0) return;
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('an address', () => {
  it.each([
    ['/200', 'ok'],
    ['/204', 'ok'],
    ['/moved', 'ok'],
    ['/404', 'failing'],
    ['/503', 'failing'],
  ])('that answers %s is %s', async (path, health) => {
    expect(await probe(`${base}${path}`, NEVER)).toBe(health);
  });

  it.each(['http://127.0.0.1:1/', 'http://nowhere.invalid/', 'ftp://127.0.0.1/', 'not an address', ''])(
    '%j tells nothing',
    async (url) => {
      expect(await probe(url, NEVER)).toBe('unknown');
    },
  );

  it('is not waited for when the person has asked to stop', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(await probe(`${base}/0`, stop.signal)).toBe('unknown');
  });
});
