import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done, refused } from '../support/scenario/verdict.ts';

test('a closed account of the same name is not taken for the live one', async () => {
  const { run, write, project, closed } = await scene({ 'staging.yaml': own() });
  const first = accountIn(await done(run('create-account staging')));
  await done(run('close-account staging --confirm staging'));
  await closed(first);
  expect(await refused(run('create-account staging'), 1)).toMatchObject({
    code: 'EmailInUse',
    message: expect.stringContaining(first),
  });

  await write({ 'staging.yaml': own({}, { account: { email: `${project}+second@example.com` } }) });
  const second = await done(run('create-account staging'));
  expect(second).toMatchObject({ outcome: 'created', name: `${project}-staging` });
  expect(second['accountId']).not.toBe(first);
});
