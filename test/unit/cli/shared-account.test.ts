import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

it('is told to be another environment’s, and how to get it while there is none', async () => {
  const { run } = await desk({
    'dev.yaml': definition({}, { account: { email: 'aws+dev@example.com' } }),
    'li.yaml': definition({ a: service('a') }, { account: { environment: 'dev' } }),
    ...stackFile('a'),
  });
  expect((await run('plan dev')).stdout).toContain('notes/dev in a new account, eu-west-1\n');
  expect((await run('plan li')).stdout).toContain("notes/li in dev's account, which is new, eu-west-1\n");
  const refused = await run('deploy li --yes');
  expect(refused.exit).toBe(3);
  expect(refused.stderr).toContain('run `envctl create-account dev` first, or `envctl deploy dev --create`');

  expect((await run('create-account dev')).exit).toBe(0);
  expect((await run('plan li')).stdout).toMatch(/^notes\/li in dev's account \d{12}, eu-west-1\n/);
  expect((await run('list --long')).stdout).toMatch(/li +\d{12} +ACTIVE +eu-west-1 +in dev's account /);
  expect((await run('list')).stdout).not.toContain("dev's account");
  const { environments } = (await run('list --output json')).json();
  expect(environments).toMatchObject([{ accountOf: null }, { accountOf: 'dev' }]);
});
