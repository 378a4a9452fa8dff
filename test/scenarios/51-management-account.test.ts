import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { refused } from '../support/scenario/verdict.ts';

test('the management account is never closed, however the definition names it', async () => {
  const { run, write, gate, witness } = await scene(stack('notes'));
  const { Organization } = await witness.organizations.send(new DescribeOrganizationCommand({}));
  const id = Organization?.MasterAccountId ?? '';
  const email = Organization?.MasterAccountEmail ?? '';
  for (const account of [{ id }, { email }, { email, id }]) {
    await write({ 'root.yaml': own({ notes: at('notes') }, { account }) });
    expect(await refused(run('close-account root --confirm root'), 3)).toMatchObject({
      code: 'WrongAccount',
      message: expect.stringContaining(id),
    });
  }
  expect(gate.calls.map(({ operation }) => operation)).not.toContain('CloseAccount');
});

test('nor is anything deployed into it, unless form 2 or 3 names it', async () => {
  const { run, write, gate, witness } = await scene(stack('notes'));
  const { Organization } = await witness.organizations.send(new DescribeOrganizationCommand({}));
  await write({
    'root.yaml': own({ notes: at('notes') }, { account: { email: Organization?.MasterAccountEmail ?? '' } }),
  });
  expect(await refused(run('deploy root --yes'), 3)).toMatchObject({ code: 'WrongAccount' });
  expect(gate.calls.map(({ operation }) => operation)).not.toContain('CreateChangeSet');
});
