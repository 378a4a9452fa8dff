import { expect, test } from 'vitest';
import { FIVE, five, own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';

const { region: _region, ...withoutRegion } = own(five());

test.each([
  { what: 'AWS_REGION', line: 'deploy stage --create --yes', env: { AWS_REGION: 'eu-central-1' } },
  { what: '--region', line: 'deploy stage --create --yes --region eu-central-1', env: {} },
])('a definition without region is deployed to that of $what, under its own name', async ({ line, env }) => {
  const { run, witness, project } = await scene({ 'stage.yaml': withoutRegion, ...FIVE });
  const { accountId } = await done(run(line, { env }));
  const inside = await witness.inside(accountId);
  expect(Object.keys(await inside.stacks('eu-central-1')).sort()).toEqual(
    ['auth', 'database', 'notes', 'uploads', 'users'].map((name) => `${project}-stage-${name}`),
  );
  expect(await inside.stacks('eu-west-1')).toEqual({});
});
