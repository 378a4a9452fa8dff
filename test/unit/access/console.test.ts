import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { wire, type Wire } from '../../support/requests.ts';
import { credentialsFor, MANAGEMENT, members } from '../../support/world.ts';

async function project(more: object = {}): Promise<Desk & { id: string }> {
  const base = { project: 'notes', region: 'eu-west-1' };
  const one = await desk({
    'staging.yaml': { ...base, account: { email: 'aws+staging@example.com' }, ...more },
    'own.yaml': { ...base, account: { id: MANAGEMENT } },
    'customer17.yaml': {
      ...base,
      account: { id: '210987654321', roleArn: 'arn:aws:iam::210987654321:role/x/Deployers', externalId: 'xyz' },
    },
  });
  await one.run('create-account staging');
  return { ...one, id: members(one.world)[0]?.id ?? '' };
}

/** Remembers what the sign-in service was asked. */
function signin(): Wire & { readonly asked: Record<string, unknown>[] } {
  const asked: Record<string, unknown>[] = [];
  const log = wire((_, { path, query, hostname }) => {
    if (path === '/federation') asked.push({ hostname, ...query });
  });
  return { ...log, asked };
}

describe('console', () => {
  it('prints a link that signs in, and nothing else on stdout', async () => {
    const { run, id } = await project();
    const { asked, wrap } = signin();
    const done = await run('console staging', { aws: { wrap } });
    expect(done).toMatchObject({ exit: 0, stderr: '' });
    const url = new URL(done.stdout.trim());
    expect(`${url.origin}${url.pathname}`).toBe('https://signin.aws.amazon.com/federation');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      Action: 'login',
      Issuer: 'envctl',
      Destination: 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1',
      SigninToken: expect.stringMatching(/^SIGNIN/) as string,
    });
    expect(asked).toMatchObject([{ hostname: 'signin.aws.amazon.com', Action: 'getSigninToken' }]);
    expect(JSON.parse(String(asked[0]?.['Session']))).toEqual({
      sessionId: expect.stringMatching(/^ASIA/) as string,
      sessionKey: expect.any(String) as string,
      sessionToken: expect.any(String) as string,
    });
    expect((await run('console staging --output json')).json()).toMatchObject({
      environment: 'staging',
      accountId: id,
    });
  });

  it('asks for a duration only when a user assumes the role: AWS refuses it for a chain of roles', async () => {
    const { run, world } = await project();
    const { asked, wrap } = signin();
    expect((await run('console staging --hours 8', { aws: { wrap } })).exit).toBe(0);
    expect(asked[0]).toMatchObject({ SessionDuration: '28800' });
    const credentials = credentialsFor(world, MANAGEMENT, 'AWSReservedSSO_Admin');
    const chained = await run('console staging --hours 8', { aws: { wrap, credentials } });
    expect(chained.exit).toBe(0);
    expect(chained.stderr).toContain('as long as its credentials');
    expect(asked[1]).not.toHaveProperty('SessionDuration');
  });

  it('gives no link for the long-term keys of a user', async () => {
    const { run } = await project();
    const refused = await run('console own --output json');
    expect(refused.exit).toBe(1);
    expect(refused.json()['error']).toMatchObject({ code: 'CredentialsMissing' });
  });

  it('never shows the credentials in an error', async () => {
    const { run } = await project();
    const { wrap } = wire((call) => {
      if (call.includes('/federation')) throw new Error('connect ECONNREFUSED');
    });
    const failed = await run('console staging --verbose', { aws: { wrap } });
    expect(failed.exit).toBe(1);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toContain('signin.aws.amazon.com');
    expect(failed.stderr).not.toMatch(/ASIA|sessionKey|IQoJ/);
  });

  it('with --switch-role asks for nothing secret: account, role, name and colour', async () => {
    const { run, id } = await project();
    const { asked, wrap } = signin();
    const done = await run('console staging --switch-role', { aws: { wrap } });
    const url = new URL(done.stdout.trim());
    expect(`${url.origin}${url.pathname}`).toBe('https://signin.aws.amazon.com/switchrole');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      account: id,
      roleName: 'OrganizationAccountAccessRole',
      displayName: 'notes-staging',
      color: expect.stringMatching(/^(FBBF93|FAD791|B7CA9D|99BCE3)$/) as string,
    });
    expect(asked).toEqual([]);
  });

  it('keeps red for what is protected', async () => {
    const { run } = await project({ protected: true });
    expect((await run('console staging --switch-role')).stdout).toContain('color=F2B0A9');
  });

  it.each(['own', 'customer17'])('has no role to switch to in %s', async (name) => {
    const { run } = await project();
    const refused = await run(`console ${name} --switch-role --output json`);
    expect(refused.exit).toBe(4);
    expect(refused.json()['error']).toMatchObject({ code: 'UsageInvalid' });
  });

  it.each(['0', '13', 'many'])('refuses --hours %s', async (hours) => {
    const { run } = await project();
    expect((await run(`console staging --hours ${hours}`)).exit).toBe(4);
  });
});
