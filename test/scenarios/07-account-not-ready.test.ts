import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { SHARED } from '../support/scenario/endpoint.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';
import { awsError } from '../support/scenario/wire.ts';

test('what a new account refuses in its first minutes is asked again', async () => {
  const { run, gate } = await scene({ 'staging.yaml': own() });
  gate.answer('sts:AssumeRole', awsError('AccessDenied', { status: 403 }), 2);
  gate.answer('cloudformation:DescribeStacks', awsError('OptInRequired', { status: 403 }), 2);
  await done(run('create-account staging'));

  gate.answer('iam:GetAccountPasswordPolicy', awsError('SubscriptionRequiredException', { status: 400 }));
  gate.answer('ec2:GetEbsEncryptionByDefault', awsError('RegionDisabledException', { status: 403 }));
  expect(await done(run('bootstrap staging'))).toMatchObject({ outcome: 'created' });
});

// Only an AWS whose time is virtual lets ten minutes pass in a test.
test.runIf(SHARED === null)('after many minutes the account is given up as not ready', async () => {
  const { run, gate, clock } = await scene({ 'staging.yaml': own() });
  gate.answer('sts:AssumeRole', awsError('AccessDenied', { status: 403 }), 1_000);
  const begun = clock.now();
  expect(await refused(run('create-account staging'), 1)).toMatchObject({ code: 'AccountNotReady' });
  expect(clock.now() - begun).toBeGreaterThan(10 * 60_000);
});
