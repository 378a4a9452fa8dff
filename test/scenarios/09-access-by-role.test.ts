import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';

test.each([
  { role: 'OrganizationAccountAccessRole', account: {} },
  { role: 'Deployers', account: { role: 'Deployers' } },
])('with credentials of the management account alone, $role is assumed', async ({ role, account }) => {
  const email = '${project}+staging@example.com';
  const { run, gate, witness } = await scene({ 'staging.yaml': own({}, { account: { email, ...account } }) });
  const created = await done(run('create-account staging'));
  const id = accountIn(created);
  expect(created['roleArn']).toBe(`arn:aws:iam::${id}:role/${role}`);
  await done(run('bootstrap staging'));
  expect(await done(run('status staging'))).toMatchObject({ accountId: id });
  expect(gate.calls.map(({ operation }) => operation)).toContain('AssumeRole');
  expect(await (await witness.inside(id, role)).roles()).toContain(role);
});
