import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { FUNCTION } from '../support/scenario/functions.ts';
import { scene } from '../support/scenario/scene.ts';
import { done } from '../support/scenario/verdict.ts';

test('each environment has the size that its definition gives', async () => {
  const MemorySize = '${config:performance.memorySize}';
  const { run, write } = await scene({
    'base.yaml': {
      region: 'eu-west-1',
      config: { performance: { memorySize: 128 } },
      services: { notes: { template: '../stack/notes.yaml', parameters: { MemorySize } } },
    },
    ...FUNCTION,
  });
  const { account = null } = own();
  await write({
    'dev.yaml': { extends: 'base.yaml', account },
    'prod.yaml': { extends: 'base.yaml', account, config: { performance: { memorySize: 256 } } },
  });
  expect(await done(run('deploy dev prod --create --yes'))).toMatchObject({
    environments: [
      { environment: 'dev', services: [{ outputs: { Memory: '128' } }] },
      { environment: 'prod', services: [{ outputs: { Memory: '256' } }] },
    ],
  });
});
