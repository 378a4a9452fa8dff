import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';

test('everything of an environment is in its region, and another environment is not touched', async () => {
  const services = { database: at('database'), notes: at('notes') };
  const { run, witness, project } = await scene({
    'stage.yaml': own(services),
    'dev-emma.yaml': own(services, { region: 'us-east-1' }),
    ...stack('database'),
    ...stack('notes', 'database'),
  });
  const stage = (await run('deploy stage --create --yes')).json();
  const before = await (await witness.inside(String(stage['accountId']))).stacks();

  const emma = (await run('deploy dev-emma --create --yes')).json();
  expect(emma).toMatchObject({ outcome: 'succeeded', services: [{ region: 'us-east-1' }, { region: 'us-east-1' }] });
  const inside = await witness.inside(String(emma['accountId']));
  expect(Object.keys(await inside.stacks('us-east-1')).sort()).toEqual([
    `${project}-dev-emma-database`,
    `${project}-dev-emma-notes`,
  ]);
  expect(await inside.stacks('eu-west-1')).toEqual({});
  expect(await (await witness.inside(String(stage['accountId']))).stacks()).toEqual(before);
});
