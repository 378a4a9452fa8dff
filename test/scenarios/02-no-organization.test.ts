import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { SHARED } from '../support/scenario/endpoint.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';
import { awsError, changing } from '../support/scenario/wire.ts';

const FILES = { 'staging.yaml': own() };

test('without an organization nothing is made, and the way out is named', async () => {
  const { run, gate } = await scene(FILES, { organization: false });
  gate.answer('organizations:DescribeOrganization', awsError('AWSOrganizationsNotInUseException'));
  expect(await refused(run('create-account staging'), 3)).toMatchObject({
    code: 'OrganizationMissing',
    hint: expect.stringContaining('--create-organization'),
  });
  expect(changing(gate.calls)).toEqual([]);
});

test('the flag makes the organization, and the account in it', async () => {
  const { run, witness, project } = await scene(FILES, { organization: false });
  await done(run('create-account staging --create-organization'));
  expect((await witness.accounts()).map(({ Name }) => Name)).toContain(`${project}-staging`);
});

// An organization that others use cannot be turned into one for consolidated billing.
test.runIf(SHARED === null)('an organization for consolidated billing only is not enough', async () => {
  const { run, witness } = await scene(FILES, { organization: false });
  await witness.organizations.send(new CreateOrganizationCommand({ FeatureSet: 'CONSOLIDATED_BILLING' }));
  expect(await refused(run('create-account staging --create-organization'), 3)).toMatchObject({
    code: 'OrganizationMissing',
    hint: expect.stringContaining('enable all features'),
  });
});
