import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';

const KEYS = { dev: 'sk_test_1', prod: 'sk_live_1' };

test('43: each environment has its own key, encrypted, in its own account', async () => {
  const definition = own({ notes: at('notes', { runtime: { STRIPE_KEY: { secret: true, kmsKey: 'alias/app' } } }) });
  const { run, show, witness, project } = await scene({
    'dev.yaml': definition,
    'prod.yaml': definition,
    ...stack('notes'),
  });
  await done(run('create-account dev prod'));
  for (const [name, key] of Object.entries(KEYS)) {
    const answers = [key];
    const prompter = { ...NOBODY, secret: async () => answers.shift() ?? null };
    const said = await show(`config set ${name} notes/STRIPE_KEY`, { prompter });
    expect(said).toMatchObject({ exit: 0, stderr: '' });
    expect(said.stdout).not.toContain(key);
  }
  await done(run('deploy dev prod --yes'));
  for (const [name, key] of Object.entries(KEYS)) {
    const { accountId } = await done(run(`status ${name}`));
    const inside = await witness.inside(accountId);
    expect(await inside.parameters(`/${project}`)).toMatchObject({ [`/${project}/${name}/notes/STRIPE_KEY`]: key });
    expect(Object.values(await inside.parameters('/'))).not.toContain(name === 'dev' ? KEYS.prod : KEYS.dev);
    expect((await show(`config get ${name} notes/STRIPE_KEY`)).stdout).toBe('****\n');
    expect((await show(`config get ${name} notes/STRIPE_KEY --reveal`)).stdout).toBe(`${key}\n`);
    expect(await done(run(`config get ${name} notes/STRIPE_KEY`, { env: { ENVCTL_REVEAL: 'true' } }))).toMatchObject({
      value: null,
      secret: true,
      source: 'hand',
      version: 1,
    });
  }
});

test('43: the hint of a first deployment names the commands in the order that works', async () => {
  const { run } = await scene({
    'dev.yaml': own({ notes: at('notes', { runtime: { STRIPE_KEY: { secret: true } } }) }),
    ...stack('notes'),
  });
  const missing = await refused(run('deploy dev --create --yes'), 3);
  expect((await run('plan dev')).json()['error']).toMatchObject({ code: 'SecretMissing', hint: missing['hint'] });
  const commands = [...JSON.stringify(missing['hint']).matchAll(/`envctl ([^`]+)`/g)].map(([, line = '']) => line);
  expect(commands).toEqual(['create-account dev', 'config set dev notes/STRIPE_KEY']);
  for (const line of commands) await done(run(line, { readStdin: async () => 'sk_test_1' }));
  await done(run('deploy dev --create --yes'));
});

test('43: every secret that is missing is named before anything starts', async () => {
  const runtime = { STRIPE_KEY: { secret: true }, TOKEN: { secret: true } };
  const { run, witness, project } = await scene({
    'dev.yaml': own({ notes: at('notes', { runtime }), users: at('users', { runtime }) }),
    ...stack('notes'),
    ...stack('users'),
  });
  const { accountId } = await done(run('create-account dev'));
  const deployment = await run('deploy dev --yes');
  expect(deployment.exit).toBe(3);
  expect(deployment.json()['errors']).toMatchObject([
    { code: 'SecretMissing', message: expect.stringContaining('notes/STRIPE_KEY') },
    { code: 'SecretMissing', message: expect.stringContaining('notes/TOKEN') },
    { code: 'SecretMissing', message: expect.stringContaining('users/STRIPE_KEY') },
    { code: 'SecretMissing', message: expect.stringContaining('users/TOKEN') },
  ]);
  expect(await (await witness.inside(accountId)).stacks()).toEqual({});
  expect(await refused(run('config get dev notes/TOKEN'), 3)).toMatchObject({
    code: 'SecretMissing',
    message: `secret /${project}/dev/notes/TOKEN has not been set`,
  });
  expect((await done(run('config show dev')))['services']).toMatchObject([
    {
      service: 'notes',
      runtime: [{ key: 'STRIPE_KEY', value: null, source: 'missing', version: null }, { key: 'TOKEN' }],
    },
    { service: 'users' },
  ]);
});

test('43: a secret that nobody gives is a usage error, and one input is not for two', async () => {
  const runtime = { STRIPE_KEY: { secret: true }, TOKEN: { secret: true } };
  const { run } = await scene({ 'dev.yaml': own({ notes: at('notes', { runtime }) }), ...stack('notes') });
  await done(run('create-account dev'));
  for (const text of [null, '', '\n']) {
    expect(await refused(run('config set dev notes/TOKEN', { readStdin: async () => text }), 4)).toMatchObject({
      code: 'UsageInvalid',
    });
  }
  const both = run('config set dev notes/TOKEN notes/STRIPE_KEY', { readStdin: async () => 'x' });
  expect(await refused(both, 4)).toMatchObject({ code: 'UsageInvalid' });
});

test('43: what became a secret is hidden as it was before, too', async () => {
  const definition = (declared: JsonObject) => ({
    'dev.yaml': own({ notes: at('notes', { runtime: { TOKEN: declared } }) }),
  });
  const { run, write } = await scene({ ...definition({ default: 'none' }), ...stack('notes') });
  await done(run('create-account dev'));
  await done(run('config set dev notes/TOKEN=in_the_open'));
  await write(definition({ secret: true }));
  await done(run('config set dev notes/TOKEN', { readStdin: async () => 'closed' }));
  const hidden = await run('config history dev notes/TOKEN');
  expect(hidden.json()['versions']).toMatchObject([
    { version: 2, value: null, secret: true },
    { version: 1, value: null },
  ]);
  expect(hidden.stdout).not.toContain('in_the_open');
  expect((await done(run('config history dev notes/TOKEN --reveal')))['versions']).toMatchObject([
    { value: 'closed' },
    { value: 'in_the_open' },
  ]);
});

const NOBODY = { confirm: async () => null, text: async () => null, secret: async () => null };
