import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

it('of a stack as a whole is told with its reason: an export that another stack has already', async () => {
  const exported = stackFile('a', { exports: 'Table' });
  const { run, write } = await desk({ 'dev.yaml': definition({ a: service('a') }), ...exported });
  expect((await run('deploy dev --yes')).exit).toBe(0);

  await write({ 'dev.yaml': definition({ renamed: service('a') }) });
  const failed = await run('deploy dev --yes --output json');
  expect(failed.exit).toBe(1);
  expect(failed.json()['error']).toMatchObject({
    code: 'StackFailed',
    message: expect.stringMatching(/Export with name Table is already exported by stack notes-dev-a\.$/),
  });
});
