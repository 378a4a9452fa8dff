import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { SHARED } from '../support/scenario/endpoint.ts';
import { scene } from '../support/scenario/scene.ts';
import { awsError } from '../support/scenario/wire.ts';

const FILES = { 'staging.yaml': own({ notes: at('notes') }), ...stack('notes') };

test('what a new account refuses in its first minutes is asked again', async () => {
  const { run, gate } = await scene(FILES);
  gate.answer('sts:AssumeRole', awsError('AccessDenied', { status: 403 }), 2);
  gate.answer('cloudformation:DescribeStacks', awsError('OptInRequired', { status: 403 }), 2);
  expect(await run('create-account staging')).toMatchObject({ exit: 0 });

  gate.answer('iam:GetAccountPasswordPolicy', awsError('SubscriptionRequiredException', { status: 400 }));
  gate.answer('ec2:GetEbsEncryptionByDefault', awsError('RegionDisabledException', { status: 403 }));
  const ready = await run('bootstrap staging');
  expect(ready).toMatchObject({ exit: 0 });
  expect(ready.json()).toMatchObject({ outcome: 'created' });
});

// Only an AWS whose time is virtual lets ten minutes pass in a test.
test.runIf(SHARED === null)('after many minutes the account is given up as not ready', async () => {
  const { run, gate, clock } = await scene(FILES);
  gate.answer('sts:AssumeRole', awsError('AccessDenied', { status: 403 }), 1_000);
  const begun = clock.now();
  const refused = await run('create-account staging');
  expect(refused.exit).toBe(1);
  expect(refused.json()).toMatchObject({ error: { code: 'AccountNotReady' } });
  expect(clock.now() - begun).toBeGreaterThan(10 * 60_000);
});
