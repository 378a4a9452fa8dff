import { expect, test } from 'vitest';
import { scripted } from '../support/host.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes, refused } from '../support/scenario/verdict.ts';
import { changing } from '../support/scenario/wire.ts';

const INFRASTRUCTURE = { approval: 'manual' };

/** `users` needs nobody; `notes` needs the database. */
async function withAccount(): Promise<Scene> {
  const given = await scene({
    'prod.yaml': own({ database: at('database', INFRASTRUCTURE), notes: at('notes'), users: at('users') }),
    ...stack('database'),
    ...stack('notes', 'database'),
    ...stack('users'),
  });
  await done(given.run('create-account prod'));
  await done(given.run('bootstrap prod'));
  return given;
}

test('without a terminal an unapproved change refuses the whole run, also with --yes', async () => {
  const { run, gate } = await withAccount();
  const before = gate.calls.length;
  expect(await refused(run('deploy prod --yes'), 3)).toMatchObject({
    code: 'ApprovalRequired',
    message: expect.stringContaining('database'),
    hint: expect.stringContaining('--approve database'),
  });
  expect(changing(gate.calls.slice(before))).toEqual([]);
});

test('CI goes on with the others, or with the approval that it was given', async () => {
  const { run } = await withAccount();
  expect(outcomes(await done(run('deploy prod --yes --only users')))).toMatchObject({ users: 'created' });
  const approved = await done(run('deploy prod --yes --approve database'));
  expect(outcomes(approved)).toEqual({ database: 'created', notes: 'created', users: 'unchanged' });
});

test('a person sees the change and approves it', async () => {
  const { show, run } = await withAccount();
  const person = scripted(true, true);
  const deployed = await show('deploy prod', { prompter: person });
  expect(deployed.exit, deployed.stderr).toBe(0);
  expect(person.questions.join('\n')).toMatch(/database/);
  expect(deployed.stderr).toMatch(/database/);
  expect(await done(run('deploy prod --yes'))).toMatchObject({ outcome: 'unchanged' });
});

test('while nobody has approved, services that wait for nobody are deployed; a no leaves out what was asked for', async () => {
  const { show, witness, project, run } = await withAccount();
  const person = scripted(true, false);
  const deployed = await show('deploy prod', { prompter: person });
  expect(deployed.exit, deployed.stderr).toBe(3);
  const { accountId } = await done(run('status prod'));
  const stacks = await (await witness.inside(accountId)).stacks();
  expect(Object.keys(stacks)).toEqual([`${project}-prod-users`]);
});
