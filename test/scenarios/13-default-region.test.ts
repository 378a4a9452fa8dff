import { expect, test } from 'vitest';
import { FIVE, five, own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';

const STAGE = { account: own()['account'], services: five() };

test.each([
  { what: 'AWS_REGION', line: '', env: { AWS_REGION: 'eu-central-1' } },
  { what: '--region', line: ' --region eu-central-1', env: {} },
])('a definition without region is deployed to that of $what, under its own name', async ({ line, env }) => {
  const { run, witness, project } = await scene({ 'stage.yaml': STAGE, ...FIVE });
  const deployed = await run(`deploy stage --create --yes${line}`, { env });
  expect(deployed).toMatchObject({ exit: 0 });
  const inside = await witness.inside(String(deployed.json()['accountId']));
  expect(Object.keys(await inside.stacks('eu-central-1')).sort()).toEqual(
    ['auth', 'database', 'notes', 'uploads', 'users'].map((name) => `${project}-stage-${name}`),
  );
  expect(await inside.stacks('us-east-1')).toEqual({});
});
