import { request } from 'node:http';
import { Agent, type AgentOptions, type RequestOptions } from 'node:https';
import { PassThrough, type Duplex } from 'node:stream';

/** A proxy, and the hosts that are reached without it. */
export interface Proxy {
  readonly url: URL;
  readonly isDirect: (host: string) => boolean;
}

/** HTTPS_PROXY and NO_PROXY, in lower case too, as curl reads them; null where there is no proxy. */
export function proxyOf(env: Readonly<Record<string, string | undefined>>): Proxy | null {
  const setting = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  const proxy = setting('HTTPS_PROXY');
  if (proxy === '') return null;
  const direct = setting('NO_PROXY')
    .split(',')
    .map((entry) => entry.trim().replace(/^\*?\./, ''))
    .filter((entry) => entry !== '');
  return {
    url: new URL(proxy.includes('://') ? proxy : `http://${proxy}`),
    isDirect: (host) => direct.some((entry) => entry === '*' || host === entry || host.endsWith(`.${entry}`)),
  };
}

/** Takes its TLS connections through a tunnel of the proxy: the proxy sees host names, and nothing of what is said. */
export class TunnelAgent extends Agent {
  readonly #proxy: Proxy;

  constructor(proxy: Proxy, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: RequestOptions, callback?: Connected): Duplex | null | undefined {
    const host = options.host ?? '';
    if (this.#proxy.isDirect(host)) return super.createConnection(options, callback);
    openTunnel(this.#proxy.url, `${host}:${String(options.port ?? 443)}`, (error, socket) => {
      const through = { ...options, socket, servername: host };
      callback?.(error, error ? socket : (super.createConnection(through) ?? socket));
    });
    return undefined;
  }
}

/** As node hands connections over: the stream counts only when there is no error. */
type Connected = (error: Error | null, stream: Duplex) => void;

const CONNECT_MS = 3_000;

/** Asks the proxy for a connection to `authority`, e.g. `sts.eu-west-1.amazonaws.com:443`. */
function openTunnel(proxy: URL, authority: string, done: Connected): void {
  const asked = request({
    host: proxy.hostname,
    port: proxy.port === '' ? 80 : proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...authorization(proxy) },
    timeout: CONNECT_MS,
    agent: false,
  });
  asked.once('connect', ({ statusCode }, socket) => {
    if (statusCode === 200) return done(null, socket);
    socket.destroy();
    done(new Error(`proxy ${proxy.host} refuses a connection to ${authority}: status ${String(statusCode)}`), socket);
  });
  asked.once('timeout', () => asked.destroy(new Error(`proxy ${proxy.host} does not answer`)));
  asked.once('error', (error) => done(error, new PassThrough()));
  asked.end();
}

function authorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
