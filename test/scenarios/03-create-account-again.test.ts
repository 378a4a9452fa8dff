import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';
import { changing } from '../support/scenario/wire.ts';

test('an account that is there is found, and nothing is made or changed', async () => {
  const { run, gate } = await scene({ 'staging.yaml': own() });
  const { accountId } = await done(run('create-account staging'));
  const before = gate.calls.length;
  expect(await done(run('create-account staging'))).toMatchObject({ accountId, outcome: 'existing' });
  expect(changing(gate.calls.slice(before))).toEqual([]);
});
