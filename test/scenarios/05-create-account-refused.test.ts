import { expect, test } from 'vitest';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { refused } from '../support/scenario/verdict.ts';
import { awsError, jsonAnswer } from '../support/scenario/wire.ts';

test.each([
  { reason: 'EMAIL_ALREADY_EXISTS', code: 'EmailInUse', hint: /account\.email/ },
  { reason: 'ACCOUNT_LIMIT_EXCEEDED', code: 'AccountLimitReached', hint: /quota/ },
])('$reason is told as $code, with what to do and the place in the definition', async ({ reason, code, hint }) => {
  const { run, gate } = await staging();
  const failed = { Id: 'car-0123456789abcdef', State: 'FAILED', FailureReason: reason };
  gate.answer('organizations:CreateAccount', jsonAnswer({ CreateAccountStatus: failed }));
  expect(await refused(run('create-account staging'), 1)).toMatchObject({
    code,
    hint: expect.stringMatching(hint),
    at: { file: expect.stringContaining('staging.yaml'), line: 4 },
  });
});

test('a limit that AWS tells at once is the same', async () => {
  const { run, gate } = await staging();
  const limit = awsError('ConstraintViolationException', { reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED' });
  gate.answer('organizations:CreateAccount', limit);
  expect(await refused(run('create-account staging'), 1)).toMatchObject({ code: 'AccountLimitReached' });
});

async function staging(): Promise<Scene> {
  const given = await scene({});
  const { project } = given;
  const lines = [`project: ${project}`, 'region: eu-west-1', 'account:', `  email: ${project}@example.com`];
  await given.write({ 'staging.yaml': lines.join('\n') });
  return given;
}
