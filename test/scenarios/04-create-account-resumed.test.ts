import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';
import { jsonAnswer } from '../support/scenario/wire.ts';

test('an interrupted creation is resumed, not repeated', async () => {
  const { run, gate, witness, project } = await scene({ 'staging.yaml': own() });
  const interruption = new AbortController();
  gate.after('organizations:CreateAccount', () => interruption.abort());
  const interrupted = await refused(run('create-account staging', { signal: interruption.signal }), 130);
  expect(interrupted['code']).toBe('Interrupted');

  const { accountId } = await done(run('create-account staging'));
  expect(gate.calls.filter(({ operation }) => operation === 'CreateAccount')).toHaveLength(1);
  const named = (await witness.accounts()).filter(({ Name }) => Name === `${project}-staging`);
  expect(named.map(({ Id }) => Id)).toEqual([accountId]);
});

test('a creation that failed is tried again with another e-mail', async () => {
  const { run, gate, write, project } = await scene({ 'staging.yaml': own() });
  const failed = { Id: 'car-0123456789abcdef', State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' };
  gate.answer('organizations:CreateAccount', jsonAnswer({ CreateAccountStatus: failed }));
  expect(await refused(run('create-account staging'), 1)).toMatchObject({ code: 'EmailInUse' });

  const email = `${project}+another@example.com`;
  await write({ 'staging.yaml': own({}, { account: { email } }) });
  expect(await done(run('create-account staging'))).toMatchObject({ email, outcome: 'created' });
});
