import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';

test('a closed account of the same name is not taken for the live one', async () => {
  const { run, write, project, closed } = await scene({ 'staging.yaml': own() });
  const first = String((await run('create-account staging')).json()['accountId']);
  expect(await run('close-account staging --confirm staging')).toMatchObject({ exit: 0 });
  await closed(first);

  const spent = await run('create-account staging');
  expect(spent.exit).toBe(1);
  expect(spent.json()).toMatchObject({ error: { code: 'EmailInUse', message: expect.stringContaining(first) } });

  await write({ 'staging.yaml': own({}, { account: { email: `${project}+second@example.com` } }) });
  const second = await run('create-account staging');
  expect(second.json()).toMatchObject({ outcome: 'created', name: `${project}-staging` });
  expect(second.json()['accountId']).not.toBe(first);
});
