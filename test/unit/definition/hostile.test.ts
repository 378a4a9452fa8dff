import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { lines, load } from './project-fixture.ts';

/** A definition in which a value may stand where it does not belong. */
const whole = {
  version: 1,
  project: 'notes',
  name: 'main',
  region: 'eu-west-1',
  tags: { a: 'b' },
  protected: false,
  account: {
    email: 'a@b.example',
    id: '123456789012',
    contacts: { billing: { name: 'n', title: 't', email: 'a@b.cc', phone: '1' } },
  },
  baseline: {
    deployRole: { trust: ['123456789012'] },
    passwordPolicy: { minimumLength: 8 },
    budget: { monthly: 1 },
    guardrails: ['protect-baseline'],
  },
  quotas: [{ service: 'lambda', quota: 'L-1', atLeast: 1 }],
  config: { a: { b: 1 }, c: '${config:a.b}' },
  services: {
    notes: {
      template: '../stack/t.yaml',
      parameters: { P: '${output:users.X}' },
      runtime: { K: { value: 'v' }, L: 'x' },
      dependsOn: ['users'],
      health: 'h',
    },
    users: { from: { environment: 'staging', service: 'notes' } },
  },
};

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function put(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = put(copy[key], rest, replacement);
  return copy;
}

const odd = fc.oneof(
  fc.constantFrom(
    '',
    '${',
    '${}',
    '${config:c}',
    '${region}',
    '$${x}',
    '../../..',
    '/',
    '\u202e',
    '*',
    '; rm -rf',
    null,
    -1,
    1e21,
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom(
    { constructor: 1 },
    { toString: {} },
    { 'x-a': '${nothing}' },
    ['eu-west-1', {}],
    { from: 'staging' },
    { from: {} },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('a value where it does not belong', () => {
  it('is told or used, and never ends the program', async () => {
    const staging = stringify({ ...whole, name: 'staging', services: { notes: { template: '../stack/t.yaml' } } });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(whole).slice(1)), odd, async (path, value) => {
        const found = await load({ 'main.yaml': stringify(put(whole, path, value)), 'staging.yaml': staging });
        const main = found.environments.some(({ name }) => name !== 'staging');
        expect(
          main || lines(found).length > 0 || JSON.stringify(put(whole, path, value)).includes('"account":null'),
        ).toBe(true);
        expect(found.diagnostics.every(({ at }) => at !== null)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
