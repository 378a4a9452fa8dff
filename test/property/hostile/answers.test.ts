import { HttpResponse } from '@smithy/protocol-http';
import * as fc from 'fast-check';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { campaign, ESCAPES, OBEYED } from '../../support/campaign.ts';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const DEEP = `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`;

/** Bodies that no AWS sends, with what is between AWS and us in mind: proxies, captive portals, cut connections. */
const BODIES = [
  '',
  '{}',
  '[]',
  'null',
  'true',
  '"x"',
  '{"',
  '{"Parameters":null}',
  '{"Parameters":[null]}',
  '{"Parameters":[{}]}',
  DEEP,
  '{"Parameters":{"a":1},"NextToken":7}',
  '{"Account":{"Id":7}}',
  '{"__proto__":{"polluted":1}}',
  '{"Version":"x"}',
  '<',
  '<a/>',
  '<html><body>Sign in</body></html>',
  `<Error><Code>x</Code><Message>${ESCAPES.replaceAll('\u001b', '&#x1b;')}</Message></Error>`,
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;&b;</a>',
  `{"__type":"Odd","message":${JSON.stringify(ESCAPES)}}`,
  '<DescribeStacksResponse><DescribeStacksResult><Stacks><member/></Stacks></DescribeStacksResult></DescribeStacksResponse>',
];

interface Odd {
  readonly nth: number;
  readonly status: number;
  readonly body: string;
}

/** From the nth request on, every answer is this one. */
function answering({ nth, status, body }: Odd): (inner: SimulatorHandler) => SimulatorHandler {
  let count = 0;
  return (inner) => ({
    ...inner,
    handle: async (request, options) => {
      count += 1;
      if (count < nth) return inner.handle(request, options);
      const headers = { 'content-type': body.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1' };
      return { response: new HttpResponse({ statusCode: status, headers, body: Readable.from([Buffer.from(body)]) }) };
    },
  });
}

describe('an answer that AWS would not give', () => {
  it('ends a command in order, with words that say which request it was, or goes unnoticed', async () => {
    const services = { a: service('a', { runtime: { SIZE: { default: '1' } } }) };
    const { run } = await desk({ 'dev.yaml': definition(services), ...stackFile('a') });
    await run('deploy dev --yes');
    const commands = [
      'plan dev --read-only',
      'status dev',
      'config show dev',
      'history dev',
      'destroy dev --yes',
      'list',
    ];
    const odd = fc.record({
      nth: fc.integer({ min: 1, max: 9 }),
      status: fc.constantFrom(200, 200, 200, 400, 403, 404, 301),
      body: fc.constantFrom(...BODIES),
    });
    await campaign('answers of AWS', fc.tuple(fc.constantFrom(...commands), odd), 20, async ([command, answer]) => {
      const ended = await run(command, { aws: { wrap: answering(answer) } });
      expect([0, 1, 3]).toContain(ended.exit);
      expect(ended.stderr + ended.stdout).not.toContain('defect of envctl');
      expect(ended.stderr + ended.stdout).not.toMatch(OBEYED);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });
  });
});
