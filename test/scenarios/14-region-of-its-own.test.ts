import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';

const SERVICES = { database: at('database'), notes: at('notes') };

test('everything of an environment is in its region, and another environment is not touched', async () => {
  const { run, witness, project } = await scene({
    'stage.yaml': own(SERVICES),
    'dev-emma.yaml': own(SERVICES, { region: 'us-east-1' }),
    ...stack('database'),
    ...stack('notes', 'database'),
  });
  const stage = await witness.inside(accountIn(await done(run('deploy stage --create --yes'))));
  const before = await stage.stacks();

  const deployed = await done(run('deploy dev-emma --create --yes'));
  expect(deployed).toMatchObject({ services: [{ region: 'us-east-1' }, { region: 'us-east-1' }] });
  const emma = await witness.inside(deployed['accountId']);
  expect(Object.keys(await emma.stacks('us-east-1')).sort()).toEqual([
    `${project}-dev-emma-database`,
    `${project}-dev-emma-notes`,
  ]);
  expect(await emma.stacks('eu-west-1')).toEqual({});
  expect(await stage.stacks()).toEqual(before);
});
