import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';
import { awsError } from '../support/scenario/wire.ts';

const CLOSE = 'close-account dev-emma --confirm dev-emma';

test('48: closing again while it is being closed, and once it is closed, succeeds and shows the state', async () => {
  const { run, account, closed } = await created();
  expect(await done(run(CLOSE))).toMatchObject({ outcome: expect.stringMatching(/^(closing|closed)$/) });
  expect(await done(run(CLOSE))).toMatchObject({
    accountId: account,
    outcome: expect.stringMatching(/^(closing|already-closed)$/),
    state: expect.stringMatching(/^(ACTIVE|PENDING_CLOSURE|CLOSED|SUSPENDED)$/),
  });
  await closed(account);
  expect(await done(run(CLOSE))).toMatchObject({
    accountId: account,
    outcome: 'already-closed',
    state: expect.stringMatching(/^(CLOSED|SUSPENDED)$/),
  });
});

test.each(['AccountAlreadyClosedException', 'ConflictException'])('48: AWS’s answer %s is no failure', async (code) => {
  const { run, gate } = await created();
  gate.answer('organizations:CloseAccount', awsError(code));
  await done(run(CLOSE));
});

test('49: at the limit of closures the account stays on the list for later; a later run closes it', async () => {
  const { run, gate, account, closed } = await created();
  const limit = awsError('ConstraintViolationException', { reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' });
  gate.answer('organizations:CloseAccount', limit);
  const refused = await run(CLOSE);
  expect(refused.exit, refused.stderr).toBe(1);
  expect(refused.json()).toMatchObject({ outcome: 'queued', error: { code: 'CloseQuotaReached' } });
  expect(await listed(run)).toMatchObject({ accountId: account, accountState: 'ACTIVE', queued: true });
  expect(await listed(run)).toMatchObject({ closedOn: null, freesQuotaOn: null });

  await done(run(CLOSE));
  await closed(account);
});

test('50: the list shows until when a closed account counts, and its spent e-mail', async () => {
  const { run, show, account, closed, clock, project } = await created();
  await done(run(CLOSE));
  await closed(account);
  const one = await listed(run);
  const freesQuotaOn = typeof one['freesQuotaOn'] === 'string' ? one['freesQuotaOn'] : 'never';
  expect(one).toMatchObject({
    name: 'dev-emma',
    accountId: account,
    accountState: expect.stringMatching(/^(CLOSED|SUSPENDED)$/),
    email: `${project}+dev-emma@example.com`,
    closedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  const days = (Date.parse(freesQuotaOn) - clock.now()) / 86_400_000;
  expect(Math.round(days)).toBeGreaterThanOrEqual(89);
  expect(Math.round(days)).toBeLessThanOrEqual(90);
  expect((await show('list')).stdout).toContain(freesQuotaOn);
});

async function created(): Promise<Scene & { account: string }> {
  const given = await scene({ 'dev-emma.yaml': own() });
  const account = accountIn(await done(given.run('create-account dev-emma')));
  return { ...given, account };
}

async function listed(run: Scene['run']): Promise<Record<string, unknown>> {
  const { environments } = await done(run('list'));
  const [one = {}] = environments as Record<string, unknown>[];
  return one;
}
