import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';

test('an account is made, and its id and the role to enter it by are shown', async () => {
  const { run, witness, project } = await scene({ 'staging.yaml': own() });
  const created = await run('create-account staging');
  expect(created).toMatchObject({ exit: 0 });
  const { accountId, ...document } = created.json();
  expect(document).toMatchObject({
    environment: 'staging',
    name: `${project}-staging`,
    email: `${project}+staging@example.com`,
    outcome: 'created',
    roleArn: `arn:aws:iam::${String(accountId)}:role/OrganizationAccountAccessRole`,
  });
  expect(await witness.accounts()).toContainEqual(
    expect.objectContaining({ Id: accountId, Name: `${project}-staging`, State: 'ACTIVE' }),
  );
});
