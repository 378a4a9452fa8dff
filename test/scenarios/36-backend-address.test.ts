import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';

const SERVICES = {
  frontend: at('frontend', { runtime: { BACKEND: 'https://${output:backend.Name}' } }),
  backend: at('backend'),
};

test('the backend’s address reaches the frontend from its own environment', async () => {
  const { run, witness, project } = await scene({
    'dev.yaml': own(SERVICES),
    'prod.yaml': own(SERVICES),
    ...stack('frontend'),
    ...stack('backend'),
  });
  await done(run('deploy dev prod --create --yes'));
  const addresses = await Promise.all(
    ['dev', 'prod'].map(async (name) => {
      const { accountId } = await done(run(`status ${name}`));
      const inside = await witness.inside(accountId);
      const { Outputs } = (await inside.stacks())[`${project}-${name}-backend`] ?? {};
      const backend = Outputs?.find(({ OutputKey }) => OutputKey === 'Name')?.OutputValue ?? 'none';
      const path = `/${project}/${name}/frontend`;
      expect(await inside.parameters(path)).toEqual({ [`${path}/BACKEND`]: `https://${backend}` });
      return backend;
    }),
  );
  expect(new Set(addresses).size).toBe(2);
});
