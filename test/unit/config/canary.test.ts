import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpRequest } from '@smithy/protocol-http';
import { describe, expect, it } from 'vitest';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import type { SimulatorState } from '../../../src/simulator/state.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { nameOf } from '../../support/requests.ts';

/** A quote and a line end: what is written otherwise in JSON, in a URL and in a log. */
const CANARY = 'kn_live_8f2c="q"\nsecond_line_51d0';
const TRACES = ['8f2c', '51d0'];

const SET = 'config set dev a/TOKEN --verbose';
const GIVEN = { readStdin: async () => CANARY };

function project(): Promise<Desk> {
  const services = { a: service('a', { runtime: { TOKEN: { secret: true }, SIZE: '1' } }) };
  return desk({ 'dev.yaml': definition(services), 'emma.yaml': definition(services), ...stackFile('a') });
}

/** Everything on disk, and everything in AWS but the values of parameters. */
async function left({ root, world }: Desk): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return [...texts, withoutParameters(world.simulator.state)].join('\n');
}

function withoutParameters({ services, ...state }: SimulatorState): string {
  const objects = JSON.stringify({ ...state, services: { ...services, ssm: null } });
  const bodies = [...objects.matchAll(/"body":"([A-Za-z0-9+/=]+)"/g)].map(([, body = '']) => body);
  return [objects, ...bodies.map((body) => Buffer.from(body, 'base64').toString())].join('\n');
}

function expectNoTrace(text: string, about: string): void {
  for (const trace of TRACES) expect(text, about).not.toContain(trace);
}

function textOf({ body }: HttpRequest): string {
  return typeof body === 'string' ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}

/** Fails in a way that quotes the request, as a careless library would. */
function quoting(call: string, error: (text: string) => Error): (inner: SimulatorHandler) => SimulatorHandler {
  return (inner) => ({
    ...inner,
    handle: (request, options) => {
      if (nameOf(request) !== call) return inner.handle(request, options);
      throw error(`cannot send ${textOf(request)}, which is ${CANARY}`);
    },
  });
}

describe('a secret', () => {
  it('is nowhere after a process that was killed, wherever it was', async () => {
    for (let calls = 0, exit = -1; exit !== 0; calls += 2) {
      const one = await project();
      const ended = await one.run(SET, {
        ...GIVEN,
        aws: { wrap: (inner) => killingHandler(inner, calls, calls % 4 === 0 ? 'before' : 'after') },
      });
      ({ exit } = ended);
      expectNoTrace(ended.stdout + ended.stderr + (await left(one)), `killed at ${calls}`);
    }
  });

  it.each<[string, (text: string) => Error]>([
    ['a defect', (text) => new TypeError(text)],
    ['an error of the network', (text) => Object.assign(new Error(text), { code: 'EPROTO' })],
    ['an error within another', (text) => new Error('no luck', { cause: new TypeError(text) })],
  ])('is not in the message or the stack trace of %s that quotes the request', async (_, error) => {
    for (const line of [SET, `${SET} --output json`]) {
      const one = await project();
      const ended = await one.run(line, { ...GIVEN, aws: { wrap: quoting('PutParameter', error) } });
      expect(ended.exit).toBe(1);
      expectNoTrace(ended.stdout + ended.stderr, line);
    }
  });

  it('is in no plan, rehearsal, page, pipeline, log or environment of a child, and survives a destruction', async () => {
    const one = await project();
    expect((await one.run(SET, GIVEN)).exit).toBe(0);
    const said: string[] = [];
    const lines = [
      'plan dev --out dev.plan',
      'rehearse dev',
      'deploy --plan dev.plan --yes',
      'report dev --out dev.html',
      'ci github --out ci.yml',
      'logs dev a',
      'graph dev',
      'quotas dev',
      'doctor',
      'console dev',
      'profiles dev',
      'destroy dev --yes',
      'config show dev',
    ];
    for (const line of lines) {
      const { exit, stdout, stderr } = await one.run(`${line} --verbose`);
      said.push(`${line} ${String(exit)}`, stdout, stderr);
    }
    await one.run('exec dev -- env', {
      foreground: (program) => {
        said.push(JSON.stringify(program));
        return Promise.resolve(0);
      },
    });
    expectNoTrace([...said, await left(one)].join('\n'), 'lines');
    const shown = await one.run('config get dev a/TOKEN --reveal');
    expect(shown.stdout).toBe(`${CANARY}\n`);
  });
});
