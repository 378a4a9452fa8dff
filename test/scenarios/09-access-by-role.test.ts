import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';

test.each([
  { role: 'OrganizationAccountAccessRole', account: {} },
  { role: 'Deployers', account: { role: 'Deployers' } },
])('with credentials of the management account alone, $role is assumed', async ({ role, account }) => {
  const email = '${project}+staging@example.com';
  const { run, gate, witness } = await scene({ 'staging.yaml': own({}, { account: { email, ...account } }) });
  const created = (await run('create-account staging')).json();
  const id = String(created['accountId']);
  expect(created['roleArn']).toBe(`arn:aws:iam::${id}:role/${role}`);
  expect(await run('bootstrap staging')).toMatchObject({ exit: 0 });
  expect((await run('status staging')).json()).toMatchObject({ accountId: id });
  expect(gate.calls.map(({ operation }) => operation)).toContain('AssumeRole');
  await expect((await witness.inside(id, role)).roles()).resolves.toContain(role);
});
