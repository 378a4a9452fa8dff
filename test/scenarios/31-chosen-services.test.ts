import { expect, test } from 'vitest';
import { FIVE, five, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, outcomes, refused } from '../support/scenario/verdict.ts';

test('a chosen service takes what it needs from what is deployed', async () => {
  const { run, write } = await scene({ 'staging.yaml': own(five()), ...FIVE });
  await done(run('deploy staging --create --yes'));
  await write({ ...stack('database', 'nothing'), ...stack('users', 'notes') });
  const deployed = await done(run('deploy staging --yes --only users'));
  expect(outcomes(deployed)).toMatchObject({ users: 'updated', notes: 'unchanged', database: 'unchanged' });
});

test('what it needs has to be there', async () => {
  const { run } = await scene({ 'staging.yaml': own(five()), ...FIVE });
  await done(run('create-account staging'));
  expect(await refused(run('deploy staging --yes --only users'), 3)).toMatchObject({ code: 'OutputMissing' });
});
