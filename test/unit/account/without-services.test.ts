import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { REGION } from '../../support/project.ts';

it('an account that deploy makes for an environment without services is a deployment', async () => {
  const account = { email: 'aws+m4@example.com' };
  const { run } = await desk({ 'm4.yaml': { project: 'notes', region: REGION, account, services: {} } });
  const made = await run('deploy m4 --create --yes');
  expect([made.exit, made.stdout]).toEqual([0, expect.stringMatching(/^m4: deployed in /)]);
  expect((await run('history m4 --output json')).json()['deployments']).toMatchObject([{ outcome: 'succeeded' }]);
  expect((await run('deploy m4 --create --yes --output json')).json()).toMatchObject({ outcome: 'unchanged' });
});
