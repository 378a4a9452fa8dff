import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';
import { changing } from '../support/scenario/wire.ts';

test('bootstrap makes roles and bucket once; the second run finds everything in place', async () => {
  const { run, gate, witness, project } = await scene({ 'staging.yaml': own() });
  const account = accountIn(await done(run('create-account staging')));
  expect(await done(run('bootstrap staging'))).toMatchObject({ accountId: account, outcome: 'created' });

  const before = gate.calls.length;
  const second = await done(run('bootstrap staging'));
  expect(second, JSON.stringify(second, null, 1)).toMatchObject({ outcome: 'unchanged' });
  expect(changing(gate.calls.slice(before))).toEqual([]);

  const inside = await witness.inside(account);
  const roles = (await inside.roles()).filter((name) => name.includes(project));
  expect(roles.sort()).toEqual([`envctl-${project}-cloudformation`, `envctl-${project}-deploy`]);
  expect(await inside.objects(`${project}-${account}-eu-west-1`)).toEqual({});
});
