import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { changing } from '../support/scenario/wire.ts';

test('an account that is there is found, and nothing is made or changed', async () => {
  const { run, gate } = await scene({ 'staging.yaml': own() });
  const first = await run('create-account staging');
  const before = gate.calls.length;
  const second = await run('create-account staging');
  expect(second).toMatchObject({ exit: 0 });
  expect(second.json()).toMatchObject({ accountId: first.json()['accountId'], outcome: 'existing' });
  expect(changing(gate.calls.slice(before))).toEqual([]);
});
