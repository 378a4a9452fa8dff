import { expect, test } from 'vitest';
import { scripted } from '../support/host.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes, refused } from '../support/scenario/verdict.ts';

const RUNTIME = { OWNED: 'definition', PAGE_SIZE: { default: '20' }, STRIPE_KEY: { secret: true } };

const AWKWARD = 'a=b=c "quoted"\nsecond line, ünï 🙂 $HOME';

test('40: a value set by hand reaches its environment whole, and no other', async () => {
  const { run, show, valuesOf } = await two();
  await done(run(['config', 'set', 'stage', `notes/PAGE_SIZE=${AWKWARD}`]));
  await done(run('deploy stage prod --yes'));
  expect(await valuesOf('stage')).toMatchObject({ PAGE_SIZE: AWKWARD, OWNED: 'definition' });
  expect(await valuesOf('prod')).toMatchObject({ PAGE_SIZE: '20' });
  expect((await show('config get stage notes/PAGE_SIZE')).stdout).toBe(`${AWKWARD}\n`);
});

test('40: what was set is told once, and the same value again changes nothing', async () => {
  const { run, project, gate } = await two();
  const changed = (action: string, version: number | null) => [
    { name: `/${project}/stage/notes/PAGE_SIZE`, action, secret: false, version },
  ];
  const set = 'config set stage notes/PAGE_SIZE=50';
  expect(await done(run(set))).toMatchObject({ environment: 'stage', changed: changed('update', 2) });
  const before = puts(gate.calls);
  expect(await done(run(set))).toEqual({ environment: 'stage', changed: [] });
  expect(puts(gate.calls)).toBe(before);
  expect(await done(run('config unset stage notes/PAGE_SIZE'))).toMatchObject({ changed: changed('delete', null) });
  expect(await done(run('config unset stage notes/PAGE_SIZE'))).toEqual({ environment: 'stage', changed: [] });
});

test('40: a value that was unset goes back to the default, and one that is set after that stays', async () => {
  const { run, valuesOf } = await two();
  await done(run('config set stage notes/PAGE_SIZE=50'));
  await done(run('config unset stage notes/PAGE_SIZE'));
  await done(run('deploy stage --yes'));
  expect(await valuesOf('stage')).toMatchObject({ PAGE_SIZE: '20' });
  await done(run('config unset stage notes/PAGE_SIZE'));
  await done(run('config set stage notes/PAGE_SIZE=70'));
  await done(run('deploy stage --yes'));
  expect(await valuesOf('stage')).toMatchObject({ PAGE_SIZE: '70' });
});

test('40: what cannot be set is refused before any value is changed', async () => {
  const { run, valuesOf, gate } = await two();
  const before = await valuesOf('stage');
  const calls = gate.calls.length;
  const usage = [
    'notes/PAGE_SIZE',
    'notes/UNKNOWN',
    'notes/STRIPE_KEY=sk_live_1',
    'notes/PAGE_SIZE=',
    'notes/PAGE_SIZE={{x}}',
    'PAGE_SIZE=1',
    'nots/PAGE_SIZE=1',
    'notes/PAGE_SIZE=1 notes/PAGE_SIZE=2',
  ];
  for (const words of usage) {
    expect(await refused(run(`config set stage ${words}`), 4), words).toMatchObject({ code: 'UsageInvalid' });
  }
  for (const words of ['set stage notes/OWNED=x', 'unset stage notes/OWNED']) {
    expect(await refused(run(`config ${words}`), 3)).toMatchObject({
      code: 'Protected',
      at: { line: expect.any(Number) },
    });
  }
  expect(gate.calls).toHaveLength(calls);
  expect(await valuesOf('stage')).toEqual(before);
});

test('40: an account that is not there is not made', async () => {
  const { run } = await scene({ 'stage.yaml': own({ notes: at('notes') }), ...stack('notes') });
  for (const words of ['show stage', 'set stage notes/A=1', 'get stage notes/A']) {
    expect(await refused(run(`config ${words}`), 3)).toMatchObject({ code: 'AccountNotFound' });
  }
});

test('40: whether a secret of a protected environment may change is asked before the secret is', async () => {
  const { show, write, run } = await scene({ ...stack('notes') });
  const definition = own({ notes: at('notes', { runtime: { KEY: { secret: true } } }) }, { protected: true });
  await write({ 'prod.yaml': definition });
  await done(run('create-account prod'));
  const set = 'config set prod notes/KEY';
  const question = 'prod is protected. Change notes/KEY?';
  const no = scripted(false);
  expect(await show(set, { prompter: no })).toMatchObject({ exit: 3 });
  expect(no.questions).toEqual([question]);
  const yes = scripted(true, 'sk_live_1');
  expect(await show(set, { prompter: yes })).toMatchObject({ exit: 0 });
  expect(yes.questions).toEqual([question, 'Value of notes/KEY']);
  const unattended = await refused(run(set, { readStdin: async () => 'sk_live_2' }), 3);
  expect(unattended).toMatchObject({
    code: 'ConfirmationRequired',
    hint: 'prod is protected: look at what --dry-run says, then add --yes',
  });
});

test('40: a protected environment is changed only when somebody agrees', async () => {
  const { run, valuesOf, write } = await two();
  await write({ 'prod.yaml': own({ notes: at('notes', { runtime: RUNTIME }) }, { protected: true }) });
  const set = 'config set prod notes/PAGE_SIZE=50';
  expect(await refused(run(set), 3)).toMatchObject({ code: 'ConfirmationRequired' });
  expect(await valuesOf('prod')).toMatchObject({ PAGE_SIZE: '20' });
  await done(run(`${set} --yes`));
  expect(await valuesOf('prod')).toMatchObject({ PAGE_SIZE: '50' });
});

test('40: every version is kept, and an earlier one comes back', async () => {
  const { run, valuesOf } = await two();
  for (const value of ['30', '40']) await done(run(`config set stage notes/PAGE_SIZE=${value}`));
  const { versions } = await done(run('config history stage notes/PAGE_SIZE'));
  expect(versions).toMatchObject([
    { version: 3, value: '40' },
    { version: 2, value: '30' },
    { version: 1, value: '20', secret: false, at: expect.stringMatching(/^\d{4}-/) },
  ]);
  await done(run('config history stage notes/PAGE_SIZE --restore 2'));
  expect(await valuesOf('stage')).toMatchObject({ PAGE_SIZE: '30' });
  expect(outcomes(await done(run('deploy stage --yes')))).toEqual({
    notes: expect.stringMatching(/unchanged|updated/),
  });
  expect(await valuesOf('stage')).toMatchObject({ PAGE_SIZE: '30' });
});

function puts(calls: readonly { operation: string }[]): number {
  return calls.filter(({ operation }) => operation === 'PutParameter').length;
}

/** Two environments that are deployed, with one service each. */
async function two(): Promise<Scene & { valuesOf(name: string): Promise<Record<string, string>> }> {
  const definition = own({ notes: at('notes', { runtime: RUNTIME }) });
  const given = await scene({ 'stage.yaml': definition, 'prod.yaml': definition, ...stack('notes') });
  await done(given.run('create-account stage prod'));
  for (const name of ['stage', 'prod']) {
    await done(given.run(`config set ${name} notes/STRIPE_KEY`, { readStdin: async () => `sk_${name}\n` }));
  }
  await done(given.run('deploy stage prod --yes'));
  const valuesOf = async (name: string): Promise<Record<string, string>> => {
    const { accountId } = await done(given.run(`status ${name}`));
    const path = `/${given.project}/${name}/notes`;
    const found = Object.entries(await (await given.witness.inside(accountId)).parameters(path));
    return Object.fromEntries(found.map(([parameter, value]) => [parameter.slice(path.length + 1), value]));
  };
  return { ...given, valuesOf };
}
