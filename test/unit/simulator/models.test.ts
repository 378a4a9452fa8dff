import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { parseRequest } from '../../../src/simulator/s3/request.ts';
import { BUCKET_ROUTES, OBJECT_ROUTES, routeOf } from '../../../src/simulator/s3/routes.ts';
import { HANDLERS } from '../../../src/simulator/s3control/service.ts';
import type { WireRequest } from '../../../src/simulator/service.ts';
import { SERVICES } from '../../../src/simulator/services.ts';
import { operationOf, packageOf } from '../../support/aws-model.ts';
import { DOCUMENTED, documentedErrors } from '../../support/model/documented.ts';
import { modelledErrors } from '../../support/model/errors.ts';
import { judged } from '../../support/model/judged.ts';
import { TOURS } from '../../support/model/tours.ts';
import { makeWorld } from './kernel-world.ts';

/** Every operation of a service, as the simulator routes it. */
function operationsOf(service: (typeof SERVICES)[number]): string[] {
  if ('operations' in service) return Object.keys(service.operations).sort();
  if (service.name === 's3control') return Object.keys(HANDLERS).sort();
  const buckets = Object.keys(BUCKET_ROUTES).map((route) => `bucket ${route}`);
  const objects = Object.keys(OBJECT_ROUTES).map((route) => `object ${route}`);
  return ['service GET', 'bucket PUT', ...buckets, ...objects].sort();
}

/** What a request asks for, in the same words. */
function askedIn(service: string, request: WireRequest): string {
  if (service === 's3control') return request.method;
  if (service !== 's3') return operationOf(request).name;
  const parsed = parseRequest(request);
  const of = parsed.bucket === null ? 'service' : parsed.key === null ? 'bucket' : 'object';
  return `${of} ${routeOf(parsed)}`;
}

it.each(SERVICES)(
  'every operation of $name is asked for, and answers as the model of the SDK has it',
  async (service) => {
    const world = makeWorld();
    const simulator = judged(world.simulator);
    const answered = new Set<string>();
    const handle = async (request: WireRequest) => {
      const response = await simulator.handle(request);
      const isOf = operationOf(request).service === service.name;
      if (isOf && response.status < 300) answered.add(askedIn(service.name, request));
      return response;
    };
    const requestHandler = simulatorHandler({ ...simulator, handle });
    await TOURS[service.name]?.({
      client: (credentials) => ({ ...world.client(credentials), requestHandler }),
      pass: (seconds) => world.pass(seconds * 1_000),
    });
    expect([...answered].sort()).toEqual(operationsOf(service));
  },
);

const SOURCES = join(import.meta.dirname, '../../../src/simulator');

/** Source of the files in a folder of the simulator. */
function sourceOf(folder: string): string {
  const files = readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(SOURCES, folder, name), 'utf8'))
    .join('\n');
}

/** Codes that stand where a fault is made; Organizations has a function for what is not found. */
function codesIn(source: string): string[] {
  const made = [...source.matchAll(/AwsFault\(\s*'([\w.]+)'/g)].map(([, code = '']) => code);
  const notFound = [...source.matchAll(/notFound\('([A-Z]\w+)'/g)].map(([, kind = '']) => `${kind}NotFoundException`);
  return [...new Set([...made, ...notFound])].sort();
}

/** What any operation of a service that the simulator has is said to throw. */
function modelledOf(service: (typeof SERVICES)[number]): string[] {
  const { name: of } = service;
  const commands = Object.keys(packageOf(of)).filter((key) => /^[A-Z]\w*Command$/.test(key));
  const names = 'operations' in service ? Object.keys(service.operations) : commands.map((key) => key.slice(0, -7));
  return names.flatMap((name) => modelledErrors({ service: of, name }));
}

it.each(SERVICES)('every error in the source of $name is one that its model has or a page documents', (service) => {
  const known = new Set([...modelledOf(service), ...documentedErrors(service.name)]);
  const codes = codesIn(sourceOf(service.name));
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
});

it('no error is listed as documented that the simulator does not have', () => {
  const source = sourceOf('.');
  const idle = DOCUMENTED.flatMap(({ codes }) => codes).filter((code) => !new RegExp(`['>]${code}['<]`).test(source));
  expect(idle).toEqual([]);
});
