import { expect, it } from 'vitest';
import { expectedMs } from '../../../src/execute/expected.ts';

const of = (...types: readonly string[]) => ({
  Resources: Object.fromEntries(types.map((type, index) => [`R${index}`, { Type: type }])),
});
const slow = of('AWS::SQS::Queue', 'AWS::RDS::DBInstance', 'Acme::Unknown::Type');

it('judges a stack by the fastest of its own turns of the same kind', () => {
  const past = { created: [500, 450, 470], updated: [30, 20] };
  expect(expectedMs('create', past, slow)).toBe(450_000);
  expect(expectedMs('update', past, slow)).toBe(20_000);
});

it('judges one that was never created by the slowest of its resources', () => {
  expect(expectedMs('create', undefined, slow)).toBe(400_000);
  expect(expectedMs('create', { updated: [9] }, slow)).toBe(400_000);
});

it.each([
  ['an update, of which the template does not say what it changes', expectedMs('update', { created: [9] }, slow)],
  ['resources of types that are not known', expectedMs('create', undefined, of('Acme::Unknown::Type'))],
  ['a template without resources', expectedMs('create', undefined, {})],
  ['resources that are none', expectedMs('create', undefined, { Resources: { A: 'b', C: { Type: 1 } } })],
])('knows nothing of %s', (_, known) => {
  expect(known).toBeNull();
});
