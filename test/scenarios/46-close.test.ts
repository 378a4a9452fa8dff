import { expect, test } from 'vitest';
import { scripted } from '../support/host.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done, refused } from '../support/scenario/verdict.ts';

async function deployed(): Promise<Scene & { account: string }> {
  const given = await scene({
    'dev-emma.yaml': own({ database: at('database'), notes: at('notes') }),
    ...stack('database'),
    ...stack('notes', 'database'),
  });
  const account = accountIn(await done(given.run('deploy dev-emma --create --yes')));
  return { ...given, account };
}

test('stacks go first, in reverse order, then the account is closed', async () => {
  const { run, gate, account, closed, witness } = await deployed();
  const inside = await witness.inside(account);
  const before = gate.calls.length;
  expect(await done(run('close-account dev-emma --confirm dev-emma'))).toMatchObject({
    environment: 'dev-emma',
    accountId: account,
    outcome: expect.stringMatching(/^(closing|closed)$/),
  });
  const steps = gate.calls.slice(before).map(({ operation }) => operation);
  expect(steps.filter((step) => step === 'DeleteStack' || step === 'CloseAccount')).toEqual([
    'DeleteStack',
    'DeleteStack',
    'CloseAccount',
  ]);
  expect(inside).toBeDefined();
  await closed(account);
});

test.each([
  { typed: 'dev', why: 'types another name', exit: 3 },
  { typed: null, why: 'presses Ctrl-C', exit: 130 },
])('a person who $why closes nothing', async ({ typed, exit }) => {
  const { show, gate, run } = await deployed();
  const before = gate.calls.length;
  const person = scripted(typed);
  expect((await show('close-account dev-emma', { prompter: person })).exit).toBe(exit);
  expect(person.questions).toHaveLength(1);
  expect(gate.calls.slice(before).map(({ operation }) => operation)).not.toContain('DeleteStack');
  expect(await done(run('plan dev-emma'))).toMatchObject({ changes: 0 });
});

test('a person who types the name closes it', async () => {
  const { show, account, closed } = await deployed();
  const { exit, stderr } = await show('close-account dev-emma', { prompter: scripted('dev-emma') });
  expect(exit, stderr).toBe(0);
  expect(stderr).toMatch(/2 services to delete.*\.\n\n\S/);
  await closed(account);
});

test.each(['close-account dev-emma', 'close-account dev-emma --yes', 'close-account dev-emma --confirm dev'])(
  '`%s` is not enough where nobody can be asked',
  async (line) => {
    const { run, gate } = await scene({ 'dev-emma.yaml': own() });
    await done(run('create-account dev-emma'));
    expect(await refused(run(line), 3)).toMatchObject({ code: 'ConfirmationRequired' });
    expect(gate.calls.map(({ operation }) => operation)).not.toContain('CloseAccount');
  },
);
