import { expect, it } from 'vitest';
import { allBuckets } from '../../../src/simulator/s3/store.ts';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

it('an object that does not arrive as it was sent is an error that names it, and no defect', async () => {
  const runtime = { SIZE: { default: '1' } };
  const { run, world } = await desk({ 'dev.yaml': definition({ a: service('a', { runtime }) }), ...stackFile('a') });
  await run('deploy dev --yes');
  const [bucket] = Object.values(allBuckets(world.simulator.state));
  const [version] = bucket?.objects['environments/dev/parameters.json'] ?? [];
  if (!version) throw new Error('nothing was noted');
  Object.assign(version, { body: Buffer.from('{}').toString('base64') });
  const { exit, json } = await run('plan dev --output json');
  expect(exit).toBe(1);
  expect(json()['error']).toMatchObject({
    code: 'AwsError',
    message: expect.stringMatching(
      /environments\/dev\/parameters\.json did not arrive as it was sent: .*checksum/i,
    ) as unknown,
  });
});
