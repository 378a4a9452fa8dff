import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';

const services = {
  database: at('database'),
  notes: at('notes', { runtime: { PAGE_SIZE: '20', STAGE: '${environment}' } }),
};

const FILES = {
  'dev.yaml': own(services),
  'dev-li.yaml': own(services, { account: { environment: 'dev' } }),
  ...stack('database'),
  ...stack('notes', 'database'),
};

test('no stack, export or parameter of two environments in one account collides', async () => {
  const { run, witness, project } = await scene(FILES);
  const dev = (await run('deploy dev --create --yes')).json();
  const li = (await run('deploy dev-li --yes')).json();
  expect([dev, li]).toMatchObject([{ outcome: 'succeeded' }, { outcome: 'succeeded' }]);
  expect(li['accountId']).toBe(dev['accountId']);

  const inside = await witness.inside(String(dev['accountId']));
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

test('what one environment removes or changes is exactly its own (15): dev is no prefix of dev-li', async () => {
  const { run, witness, project } = await scene(FILES);
  const account = String((await run('deploy dev --create --yes')).json()['accountId']);
  await run('deploy dev-li --yes');
  const inside = await witness.inside(account);
  const li = { stacks: await inside.stacks(), parameters: await inside.parameters(`/${project}/dev-li`) };

  expect(await run('destroy dev --yes')).toMatchObject({ exit: 0 });
  const left = await inside.stacks();
  expect(Object.keys(left).sort()).toEqual([`${project}-dev-li-database`, `${project}-dev-li-notes`]);
  for (const [name, stackLeft] of Object.entries(left)) expect(stackLeft).toEqual(li.stacks[name]);
  expect(await inside.parameters(`/${project}/dev-li`)).toEqual(li.parameters);
  expect(await inside.parameters(`/${project}/dev`)).toEqual({});
});
