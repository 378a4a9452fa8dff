import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import type { Foreground } from '../../src/foreground.ts';
import { own } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';

test('profiles for the AWS tools lead into the account', async () => {
  const { run, show, project, account } = await created();
  expect((await show('profiles')).stdout).toBe(
    [
      `[profile ${project}-staging]`,
      `# envctl ${project}/staging`,
      `role_arn = arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
      'source_profile = default',
      'region = eu-west-1',
      '',
    ].join('\n'),
  );
  const { settings } = await done(run('profiles staging --process'));
  expect(settings).toEqual({
    credential_process: expect.stringContaining('envctl credentials') as string,
    region: 'eu-west-1',
  });
});

test('a link switches the console to the account, with its name and a colour', async () => {
  const { show, project, account } = await created();
  const { stdout } = await show('console staging --switch-role');
  const url = new URL(stdout.trim());
  expect(`${url.origin}${url.pathname}`).toBe('https://signin.aws.amazon.com/switchrole');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    account,
    roleName: 'OrganizationAccountAccessRole',
    displayName: `${project}-staging`,
    color: expect.stringMatching(/^[0-9A-F]{6}$/) as string,
  });
});

test('a command runs with credentials that are the account’s, and so do other tools', async () => {
  const { gate, account, root, show } = await created();
  const started: Foreground[] = [];
  const foreground = async (program: Foreground): Promise<number> => {
    started.push(program);
    return 3;
  };
  expect((await show('exec staging -- sh -c env', { foreground })).exit).toBe(3);
  expect(started).toMatchObject([{ command: 'sh', parameters: ['-c', 'env'], env: { AWS_REGION: 'eu-west-1' } }]);
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = started[0]?.env ?? {};
  const credentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
  const sts = new STSClient({ endpoint: gate.url, region: 'eu-west-1', credentials });
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: account });

  const given = await show(['credentials', `${root}/environments/staging.yaml`]);
  expect(given.json()).toMatchObject({ Version: 1, AccountId: account, Expiration: expect.any(String) as string });
});

async function created(): Promise<Scene & { account: string }> {
  const given = await scene({ 'staging.yaml': own() });
  return { ...given, account: accountIn(await done(given.run('create-account staging'))) };
}
