import { expect, test } from 'vitest';
import { scene } from '../support/scenario/scene.ts';
import { awsError, jsonAnswer } from '../support/scenario/wire.ts';

const STAGING = 'region: eu-west-1\naccount:\n  email: taken@example.com\n';

test.each([
  { reason: 'EMAIL_ALREADY_EXISTS', code: 'EmailInUse', hint: /account\.email/ },
  { reason: 'ACCOUNT_LIMIT_EXCEEDED', code: 'AccountLimitReached', hint: /quota/ },
])('$reason is told as $code, with what to do and the place in the definition', async ({ reason, code, hint }) => {
  const { run, gate, write, project } = await scene({});
  await write({ 'staging.yaml': `project: ${project}\n${STAGING}` });
  const failed = { Id: 'car-0123456789abcdef', State: 'FAILED', FailureReason: reason };
  gate.answer('organizations:CreateAccount', jsonAnswer({ CreateAccountStatus: failed }));
  const refused = await run('create-account staging');
  expect(refused.exit).toBe(1);
  expect(refused.json()).toMatchObject({
    error: {
      code,
      hint: expect.stringMatching(hint),
      at: { file: expect.stringContaining('staging.yaml'), line: 4 },
    },
  });
});

test('a limit that AWS tells at once is the same', async () => {
  const { run, gate, write, project } = await scene({});
  await write({ 'staging.yaml': `project: ${project}\n${STAGING}` });
  const limit = awsError('ConstraintViolationException', { reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED' });
  gate.answer('organizations:CreateAccount', limit);
  const refused = await run('create-account staging');
  expect(refused.exit).toBe(1);
  expect(refused.json()).toMatchObject({ error: { code: 'AccountLimitReached' } });
});
