import { expect, test } from 'vitest';
import { FIVE, five, own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';

test('three definitions make three accounts with all five services in each', async () => {
  const { run, witness, project } = await scene({
    'base.yaml': { services: five(), region: 'eu-west-1' },
    ...Object.fromEntries(['dev', 'staging', 'prod'].map((name) => [`${name}.yaml`, extending('base.yaml')])),
    ...FIVE,
  });
  const { environments } = await done(run('deploy dev staging prod --create --yes'));
  expect(environments).toMatchObject(
    ['dev', 'staging', 'prod'].map((environment) => ({ environment, outcome: 'succeeded' })),
  );
  const accounts = (environments as { environment: string; accountId: string }[]).map(async (one) => {
    const stacks = await (await witness.inside(one.accountId)).stacks();
    const expected = ['auth', 'database', 'notes', 'uploads', 'users'];
    expect(Object.keys(stacks).sort()).toEqual(expected.map((name) => `${project}-${one.environment}-${name}`));
    return one.accountId;
  });
  expect(new Set(await Promise.all(accounts)).size).toBe(3);
});

function extending(base: string): object {
  const { account = null } = own();
  return { extends: base, account };
}
