import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { own } from '../support/scenario/definitions.ts';
import { commitAll } from '../support/scenario/repository.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';
import { small } from '../support/templates.ts';

function service(name: string, more: JsonObject = {}): JsonObject {
  return { template: `../services/${name}/template.yaml`, ...more };
}

const SERVICES = {
  database: service('database'),
  notes: service('notes', { paths: ['../libs/**'] }),
  users: service('users', { paths: ['../libs/**'] }),
};

test('after a commit that touches one service only that one is deployed', async () => {
  const { run, write, root } = await deployed();
  await write({ 'services/users/template.yaml': small({ value: 'changed' }), 'services/database/notes.md': 'later' });
  const { services } = await done(run('plan staging --since HEAD'));
  expect(considered(services)).toEqual(['database', 'users']);
  await commitAll(root);
  expect(outcomes(await done(run('deploy staging --yes --since HEAD~1')))).toEqual({
    database: 'unchanged',
    notes: 'unchanged',
    users: 'updated',
  });
});

test('after a commit that touches a library those that use it are', async () => {
  const { run, write, root } = await deployed();
  await write({ 'libs/money.mjs': 'export const cents = 100;\n' });
  await commitAll(root);
  const { services } = await done(run('plan staging --since HEAD~1'));
  expect(considered(services)).toEqual(['notes', 'users']);
});

async function deployed(): Promise<Scene> {
  const files = ['database', 'notes', 'users'].map((name) => [`services/${name}/template.yaml`, small()]);
  const given = await scene({ 'staging.yaml': own(SERVICES), 'libs/money.mjs': '', ...Object.fromEntries(files) });
  await commitAll(given.root);
  await done(given.run('deploy staging --create --yes'));
  return given;
}

/** Names of services that the plan does not leave out. */
function considered(services: unknown): string[] {
  const all = services as { service: string; reasons: string[] }[];
  return all.filter(({ reasons }) => !reasons.join().includes('left out')).map((one) => one.service);
}
