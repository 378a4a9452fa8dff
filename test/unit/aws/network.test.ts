import { readFile } from 'node:fs/promises';
import { createServer as createProxy, type Server } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { HttpRequest } from '@smithy/protocol-http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkHandler } from '../../../src/aws/handler.ts';
import { proxyOf } from '../../../src/aws/proxy.ts';
import { refusalOf } from '../../support/thrown.ts';

const TLS = new URL('../../fixtures/tls/', import.meta.url);
const CA = new URL('server-cert.pem', TLS).pathname;

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

describe('the way to the network', () => {
  let port: number;
  let proxyPort: number;
  let tunnels: { to: string | undefined; as: string | undefined }[];
  let close: () => void;

  beforeEach(async () => {
    const [key, cert] = await Promise.all([readFile(new URL('server-key.pem', TLS)), readFile(CA)]);
    const server = createServer({ key, cert }, (_, response) => response.end('secure'));
    port = await listen(server);
    tunnels = [];
    const proxy = createProxy();
    // A proxy that knows one server under every name, and lets in who gives a password or is not asked for one.
    proxy.on('connect', ({ url, headers }, client) => {
      tunnels.push({ to: url, as: headers['proxy-authorization'] });
      if (url?.startsWith('forbidden.test')) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      const upstream = connect(port, '127.0.0.1');
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
      upstream.pipe(client).pipe(upstream);
    });
    proxyPort = await listen(proxy);
    close = () => {
      server.closeAllConnections();
      server.close();
      proxy.closeAllConnections();
      proxy.close();
    };
  });
  afterEach(() => close());

  async function get(hostname: string, env: Record<string, string>): Promise<string> {
    const handler = await networkHandler(env);
    const request = new HttpRequest({ protocol: 'https:', hostname, port, path: '/', method: 'GET', headers: {} });
    try {
      const { response } = await handler.handle(request);
      return await text(response.body as NodeJS.ReadableStream);
    } finally {
      handler.destroy?.();
    }
  }

  it('trusts what AWS_CA_BUNDLE names', async () => {
    expect(await get('localhost', { AWS_CA_BUNDLE: CA })).toBe('secure');
    await expect(get('localhost', {})).rejects.toThrow(/certificate/);
  });

  it('says so when the bundle is not there', async () => {
    const refusal = await refusalOf(get('localhost', { AWS_CA_BUNDLE: '/no/such/bundle.pem' }));
    expect(refusal.message).toContain('/no/such/bundle.pem');
  });

  it('goes through the proxy, encrypted all the way', async () => {
    const env = { AWS_CA_BUNDLE: CA, HTTPS_PROXY: `http://emma:p%40ss@127.0.0.1:${String(proxyPort)}` };
    expect(await get('aws.test', env)).toBe('secure');
    const as = `Basic ${Buffer.from('emma:p@ss').toString('base64')}`;
    expect(tunnels).toEqual([{ to: `aws.test:${String(port)}`, as }]);
    await expect(get('other.test', env)).rejects.toThrow(/altnames|does not match/);
  });

  it('passes by the proxy where it shall', async () => {
    const env = { AWS_CA_BUNDLE: CA, https_proxy: `127.0.0.1:${String(proxyPort)}`, no_proxy: 'localhost' };
    expect(await get('localhost', env)).toBe('secure');
    expect(tunnels).toEqual([]);
  });

  it('says when the proxy refuses', async () => {
    const env = { AWS_CA_BUNDLE: CA, HTTPS_PROXY: `http://127.0.0.1:${String(proxyPort)}` };
    await expect(get('forbidden.test', env)).rejects.toThrow('refuses a connection to forbidden.test');
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['localhost', 'localhost', true],
    ['.amazonaws.com', 'sts.amazonaws.com', true],
    ['*.amazonaws.com', 'sts.amazonaws.com', true],
    ['amazonaws.com', 'notamazonaws.com', false],
    ['a.test, b.test', 'b.test', true],
    ['*', 'anything.test', true],
    ['', 'anything.test', false],
  ])('%j and %s', (NO_PROXY, host, direct) => {
    expect(proxyOf({ HTTPS_PROXY: 'http://proxy.test', NO_PROXY })?.isDirect(host)).toBe(direct);
  });

  it('matters to nobody without a proxy', () => {
    expect(proxyOf({ NO_PROXY: '*' })).toBeNull();
  });
});
