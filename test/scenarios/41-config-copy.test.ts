import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';

const RUNTIME = { OWNED: 'x', PAGE_SIZE: { default: '20' }, TEXT: { default: 'hi' }, STRIPE_KEY: { secret: true } };
const SECRET = 'sk_live_copied';
const TEXT = 'two\nlines, "quoted" = ünï';

test('41: all that was set by hand arrives, and no secret is printed', async () => {
  const { run, show, valuesOf } = await filled();
  const trial = await done(run('config copy stage dev-emma --dry-run'));
  expect(trial['changed']).toMatchObject([{ key: 'EXTRA' }, { key: 'STRIPE_KEY' }, { key: 'TEXT' }]);
  expect(await valuesOf('dev-emma')).toEqual({});

  const said = await show('config copy stage dev-emma');
  expect(said).toMatchObject({ exit: 0 });
  expect(said.stdout + said.stderr).not.toContain(SECRET);
  expect(await valuesOf('dev-emma')).toEqual({ EXTRA: 'e', STRIPE_KEY: SECRET, TEXT });
  expect((await done(run('config copy stage dev-emma')))['changed']).toEqual([]);
});

test('41: a selection takes just these, and says what it cannot take', async () => {
  const { run, valuesOf } = await filled();
  await done(run('config copy stage dev-emma --only notes/TEXT,notes/PAGE_SIZE'));
  expect(await valuesOf('dev-emma')).toEqual({ TEXT, PAGE_SIZE: '20' });
  expect(await refused(run('config copy stage dev-emma --only notes/OWNED'), 3)).toMatchObject({ code: 'Protected' });
  expect(await refused(run('config copy stage dev-emma --only notes/TEX'), 3)).toMatchObject({
    code: 'OutputMissing',
    hint: 'did you mean TEXT?',
  });
  expect(await refused(run('config copy stage dev-emma --only nots'), 4)).toMatchObject({ code: 'UsageInvalid' });
  expect(await refused(run('config copy stage stage'), 4)).toMatchObject({ code: 'UsageInvalid' });
});

test.each(['dotenv', 'json'])('41: values go out to a %s file and come in from it', async (format) => {
  const { run, show, valuesOf, root } = await filled();
  const hidden = await show(`config show stage notes --format ${format}`);
  expect(hidden.stdout).toContain('STRIPE_KEY');
  expect(hidden.stdout).not.toContain(SECRET);

  const { stdout } = await show(`config show stage notes --format ${format} --reveal`);
  await writeFile(join(root, 'values'), stdout);
  const said = await show('config set dev-emma notes --from-file values');
  expect(said.stderr).toContain('left out: notes/OWNED');
  expect(said.stdout + said.stderr).not.toContain(SECRET);
  expect(await valuesOf('dev-emma')).toEqual({ EXTRA: 'e', PAGE_SIZE: '20', STRIPE_KEY: SECRET, TEXT });
  const again = { readStdin: () => readFile(join(root, 'values'), 'utf8') };
  expect((await done(run('config set dev-emma notes --from-file=-', again)))['changed']).toEqual([]);
});

test('41: two environments are compared side by side, secrets without being shown', async () => {
  const { run, show } = await filled();
  await done(run('config copy stage dev-emma'));
  await done(run('config set dev-emma notes/STRIPE_KEY', { readStdin: async () => 'another' }));
  await done(run('config set dev-emma notes/TEXT=hello'));
  const { services } = await done(run('config diff stage dev-emma'));
  expect(services).toMatchObject([
    {
      service: 'notes',
      runtime: [
        { name: 'OWNED', in: 'left' },
        { name: 'PAGE_SIZE', in: 'left', left: '20', right: null },
        { name: 'STRIPE_KEY', in: 'both', secret: true, left: null, right: null },
        { name: 'TEXT', in: 'both', left: TEXT, right: 'hello' },
      ],
    },
  ]);
  const { stdout } = await show('config diff stage dev-emma');
  expect(stdout).toMatch(/STRIPE_KEY +\*{4} +\*{4} +runtime: the secrets differ/);
  expect(stdout).not.toContain(SECRET);
});

/** `stage`, which is deployed and in which values were set, and `dev-emma`, which has an account and nothing in it. */
async function filled(): Promise<Scene & { valuesOf(name: string): Promise<Record<string, string>> }> {
  const definition = own({ notes: at('notes', { runtime: RUNTIME }) });
  const given = await scene({ 'stage.yaml': definition, 'dev-emma.yaml': definition, ...stack('notes') });
  const { run, witness, project } = given;
  const made = await done(run('create-account stage dev-emma'));
  const accounts = made['environments'] as { environment: string; accountId: string }[];
  await done(run('config set stage notes/STRIPE_KEY', { readStdin: async () => SECRET }));
  await done(run('deploy stage --yes'));
  await done(run(['config', 'set', 'stage', `notes/TEXT=${TEXT}`, 'notes/EXTRA=e']));
  const valuesOf = async (name: string): Promise<Record<string, string>> => {
    const account = accounts.find(({ environment }) => environment === name)?.accountId ?? '';
    const path = `/${project}/${name}/notes`;
    const found = Object.entries(await (await witness.inside(account)).parameters(path));
    return Object.fromEntries(found.map(([parameter, value]) => [parameter.slice(path.length + 1), value]));
  };
  return { ...given, valuesOf };
}
