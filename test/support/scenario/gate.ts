import {
  createServer,
  request as send,
  Agent,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { callOf, type PassedCall, type WireAnswer } from './wire.ts';

/** What happens to a request instead of, or beside, being passed on. */
type Intervention =
  | { readonly kind: 'answer'; readonly answer: WireAnswer }
  | { readonly kind: 'after'; readonly action: () => void | Promise<void> };

/** Stands between the program and its AWS: sees every request, and can answer some of them itself, whatever AWS is behind it. */
export interface Gate {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** In the order in which they arrived. */
  readonly calls: readonly PassedCall[];
  /** The next `times` requests of this kind (`cloudformation:CreateChangeSet`) get this answer, and do not reach AWS. */
  answer(call: string, answer: WireAnswer, times?: number): void;
  /** Calls `action` once AWS has answered the next request of this kind; the program hears of it when `action` has ended. */
  after(call: string, action: () => void | Promise<void>): void;
  close(): Promise<void>;
}

/** Opens a gate before the AWS at `target`, e.g. `http://127.0.0.1:4566`. */
export async function openGate(target: string): Promise<Gate> {
  const calls: PassedCall[] = [];
  const interventions = new Map<string, Intervention[]>();
  const agent = new Agent({ keepAlive: true });
  const add = (call: string, intervention: Intervention): void => {
    interventions.set(call, [...(interventions.get(call) ?? []), intervention]);
  };
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const call = callOf(request, body);
    calls.push(call);
    const intervention = interventions.get(`${call.service}:${call.operation}`)?.shift();
    if (intervention?.kind === 'answer') return respond(response, intervention.answer(call));
    await forward(request, body, { target, agent, response, answered: async () => intervention?.action() });
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  return {
    url,
    calls,
    answer: (call, answer, times = 1) => {
      for (let time = 0; time < times; time += 1) add(call, { kind: 'answer', answer });
    },
    after: (call, action) => add(call, { kind: 'after', action }),
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

function respond(response: ServerResponse, { status, headers, body }: ReturnType<WireAnswer>): void {
  response.writeHead(status, headers);
  response.end(body);
}

interface Passage {
  readonly target: string;
  readonly agent: Agent;
  readonly response: ServerResponse;
  readonly answered: () => void | Promise<void>;
}

async function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  { target, agent, response, answered }: Passage,
): Promise<void> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = send(`${target}${url ?? '/'}`, { method, headers, agent, setHost: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const content = await buffer(incoming);
  await answered();
  response.writeHead(incoming.statusCode ?? 502, incoming.headers);
  response.end(content);
}
