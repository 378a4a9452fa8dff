import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';

const SERVICES = {
  database: at('database'),
  notes: at('notes', { runtime: { STAGE: '${environment}' } }),
};

const FILES = {
  'dev.yaml': own(SERVICES),
  'dev-li.yaml': own(SERVICES, { account: { environment: 'dev' } }),
  ...stack('database'),
  ...stack('notes', 'database'),
};

test('16: no stack, export or parameter of two environments in one account collides', async () => {
  const { run, witness, project } = await scene(FILES);
  const { accountId } = await done(run('deploy dev --create --yes'));
  expect(await done(run('deploy dev-li --yes'))).toMatchObject({ accountId });

  const inside = await witness.inside(accountId);
  expect(Object.keys(await inside.stacks()).sort()).toEqual([
    `${project}-dev-database`,
    `${project}-dev-li-database`,
    `${project}-dev-li-notes`,
    `${project}-dev-notes`,
  ]);
  expect(await inside.parameters(`/${project}`)).toMatchObject({
    [`/${project}/dev/notes/STAGE`]: 'dev',
    [`/${project}/dev-li/notes/STAGE`]: 'dev-li',
  });
});

test('15: what an environment takes away is exactly its own: dev is no prefix of dev-li', async () => {
  const { run, witness, project } = await scene(FILES);
  const { accountId } = await done(run('deploy dev --create --yes'));
  await done(run('deploy dev-li --yes'));
  const inside = await witness.inside(accountId);
  const [stacks, parameters] = [await inside.stacks(), await inside.parameters(`/${project}/dev-li`)];

  await done(run('destroy dev --yes'));
  const left = await inside.stacks();
  expect(Object.keys(left).sort()).toEqual([`${project}-dev-li-database`, `${project}-dev-li-notes`]);
  expect(Object.values(left)).toEqual(Object.keys(left).map((name) => stacks[name]));
  expect(await inside.parameters(`/${project}/dev-li`)).toEqual(parameters);
  expect(await inside.parameters(`/${project}/dev`)).toEqual({});
});
