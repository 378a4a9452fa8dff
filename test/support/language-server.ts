import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isObject, type Json, type JsonObject } from '../../src/model/json.ts';

const SERVER = fileURLToPath(
  new URL('../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
);

/** The server behind the YAML extension of VS Code, with nothing but its defaults and no catalogue of schemas. */
export interface LanguageServer {
  request(method: string, parameters: JsonObject): Promise<Json>;
  notify(method: string, parameters: JsonObject): void;
  /** The next notification of this method that `wanted` takes. */
  notification(method: string, wanted: (parameters: JsonObject) => boolean): Promise<JsonObject>;
  close(): Promise<void>;
}

/** Starts the server; it speaks JSON-RPC over its standard streams, each message after a header with its length. */
export async function startLanguageServer(root: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (result: Json) => void>();
  const seen: { readonly method: string; readonly params: JsonObject }[] = [];
  const watchers = new Set<() => void>();
  const send = (message: JsonObject): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: JsonObject): void => {
    const { id, method, params } = message;
    if (typeof method === 'string' && id !== undefined) send({ id, result: answer(method, params ?? null) });
    else if (typeof method === 'string') {
      seen.push({ method, params: isObject(params) ? params : {} });
      for (const watcher of watchers) watcher();
    } else if (typeof id === 'number') waiting.get(id)?.(message['result'] ?? null);
  };
  child.stdout.on('data', framed(receive));
  let last = 0;
  const server: LanguageServer = {
    request: (method, params) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        send({ id: last, method, params });
      }),
    notify: (method, params) => send({ method, params }),
    notification: (method, wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = seen.find((message) => message.method === method && wanted(message.params));
          if (!found) return;
          watchers.delete(look);
          resolve(found.params);
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      await server.request('shutdown', {});
      send({ method: 'exit' });
      child.kill();
    },
  };
  await server.request('initialize', { processId: process.pid, rootUri: `file://${root}`, capabilities: CAPABILITIES });
  server.notify('initialized', {});
  return server;
}

const CAPABILITIES: JsonObject = {
  workspace: { configuration: true },
  textDocument: {
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
  },
};

/** What the server asks its editor: its settings, section by section. */
function answer(method: string, params: Json): Json {
  if (method !== 'workspace/configuration' || !isObject(params) || !Array.isArray(params['items'])) return null;
  return params['items'].map((item: Json) =>
    isObject(item) && item['section'] === 'yaml'
      ? { schemaStore: { enable: false }, hover: true, completion: true, validate: true }
      : null,
  );
}

function framed(receive: (message: JsonObject) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || rest.length < end + 4 + length) return;
      const message: unknown = JSON.parse(rest.subarray(end + 4, end + 4 + length).toString());
      rest = rest.subarray(end + 4 + length);
      if (isObject(message)) receive(message);
    }
  };
}
