import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';

const EMMA = { user: 'emma', hostname: 'laptop' };
const CI = { user: 'ci', hostname: 'runner' };

test('of two deployments at the same time one goes on, the other is refused and told who is at work', async () => {
  const { run } = await bootstrapped();
  const both = await Promise.all([run('deploy staging --yes', EMMA), run('deploy staging --yes', CI)]);
  expect(new Set(both.map(({ exit }) => exit))).toEqual(new Set([0, 3]));
  const locked = both.find(({ exit }) => exit === 3)?.json();
  expect(locked?.['error']).toMatchObject({
    code: 'Locked',
    message: expect.stringMatching(/emma|ci/),
    hint: expect.stringContaining('--wait'),
  });
});

test('with --wait the second waits, and then finds nothing left to do', async () => {
  const { run } = await bootstrapped();
  const both = await Promise.all([
    done(run('deploy staging --yes --wait', EMMA)),
    done(run('deploy staging --yes --wait', CI)),
  ]);
  const words = new Set(both.map((document) => outcomes(document)['notes']));
  expect(words).toEqual(new Set(['created', 'unchanged']));
});

async function bootstrapped(): Promise<Scene> {
  const given = await scene({ 'staging.yaml': own({ notes: at('notes') }), ...stack('notes') });
  await done(given.run('create-account staging'));
  await done(given.run('bootstrap staging'));
  return given;
}
