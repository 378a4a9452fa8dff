import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { changing } from '../support/scenario/wire.ts';

test('bootstrap makes role and bucket once; the second run finds everything in place', async () => {
  const { run, gate, witness, project } = await scene({ 'staging.yaml': own() });
  const account = String((await run('create-account staging')).json()['accountId']);
  expect((await run('bootstrap staging')).json()).toMatchObject({ accountId: account, outcome: 'created' });

  const before = gate.calls.length;
  const second = await run('bootstrap staging');
  expect(second).toMatchObject({ exit: 0 });
  expect(second.json()).toMatchObject({ outcome: 'unchanged' });
  expect(changing(gate.calls.slice(before))).toEqual([]);

  const inside = await witness.inside(account);
  const roles = (await inside.roles()).filter((name) => name.includes(project));
  expect(roles.sort()).toEqual([`envctl-${project}-cloudformation`, `envctl-${project}-deploy`]);
  expect(await inside.objects(`${project}-${account}-eu-west-1`)).toEqual({});
});
