import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';

test('a protected environment is not closed by any flag; the way out is an edit of the definition', async () => {
  const { run, write, gate } = await scene({ 'anything.yaml': own({}, { protected: true }) });
  await done(run('create-account anything'));
  const before = gate.calls.length;
  for (const line of [
    'close-account anything --confirm anything',
    'close-account anything --confirm anything --include-protected --yes',
    'destroy anything --yes',
  ]) {
    expect(await refused(run(line), 3)).toMatchObject({ code: 'Protected' });
  }
  expect(gate.calls.slice(before).map(({ operation }) => operation)).not.toContain('CloseAccount');

  await write({ 'anything.yaml': own() });
  expect(await done(run('close-account anything --confirm anything'))).toMatchObject({
    outcome: expect.stringMatching(/^(closing|closed)$/),
  });
});

test('no name is special', async () => {
  const { run } = await scene({ 'prod.yaml': own() });
  await done(run('create-account prod'));
  await done(run('close-account prod --confirm prod'));
});
