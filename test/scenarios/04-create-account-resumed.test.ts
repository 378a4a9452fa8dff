import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { jsonAnswer } from '../support/scenario/wire.ts';

test('an interrupted creation is resumed, not repeated', async () => {
  const { run, gate, witness, project } = await scene({ 'staging.yaml': own() });
  const interruption = new AbortController();
  gate.after('organizations:CreateAccount', () => interruption.abort());
  const interrupted = await run('create-account staging', { signal: interruption.signal });
  expect(interrupted.exit).toBe(130);
  expect(interrupted.json()).toMatchObject({ error: { code: 'Interrupted' } });

  const resumed = await run('create-account staging');
  expect(resumed).toMatchObject({ exit: 0 });
  const requests = gate.calls.filter(({ operation }) => operation === 'CreateAccount');
  expect(requests).toHaveLength(1);
  const named = (await witness.accounts()).filter(({ Name }) => Name === `${project}-staging`);
  expect(named.map(({ Id }) => Id)).toEqual([resumed.json()['accountId']]);
});

test('a creation that failed is tried again with another e-mail', async () => {
  const { run, gate, write, project } = await scene({ 'staging.yaml': own() });
  const failed = { Id: 'car-0123456789abcdef', State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' };
  gate.answer('organizations:CreateAccount', jsonAnswer({ CreateAccountStatus: failed }));
  expect((await run('create-account staging')).json()).toMatchObject({ error: { code: 'EmailInUse' } });

  const email = `${project}+another@example.com`;
  await write({ 'staging.yaml': own({}, { account: { email } }) });
  const created = await run('create-account staging');
  expect(created).toMatchObject({ exit: 0 });
  expect(created.json()).toMatchObject({ email, outcome: 'created' });
});
