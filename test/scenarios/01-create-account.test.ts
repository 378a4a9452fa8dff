import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';

test('an account is made, and its id and the role to enter it by are shown', async () => {
  const { run, witness, project } = await scene({ 'staging.yaml': own() });
  const document = await done(run('create-account staging'));
  const account = accountIn(document);
  expect(document).toMatchObject({
    environment: 'staging',
    name: `${project}-staging`,
    email: `${project}+staging@example.com`,
    outcome: 'created',
    roleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
  });
  const made = (await witness.accounts()).find(({ Id }) => Id === account);
  expect(made).toMatchObject({ Name: `${project}-staging`, State: 'ACTIVE' });
});

test('a person reads the same in a table', async () => {
  const { show, project } = await scene({ 'staging.yaml': own() });
  const { exit, stdout, stderr } = await show('create-account staging');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/\d{12}/);
  expect(stdout).toContain('role/OrganizationAccountAccessRole');
  expect(stderr).toContain(`${project}-staging is being made`);
});
