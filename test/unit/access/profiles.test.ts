import { chmod, lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { MANAGEMENT, members } from '../../support/world.ts';

const CUSTOMER = 'arn:aws:iam::210987654321:role/Deployers';

async function project(): Promise<Desk & { config: string }> {
  const base = { project: 'notes', region: 'eu-west-1' };
  const one = await desk({
    'staging.yaml': { ...base, account: { email: 'aws+staging@example.com' } },
    'nobody.yaml': { ...base, account: { email: 'aws+nobody@example.com' } },
    'customer17.yaml': { ...base, account: { id: '210987654321', roleArn: CUSTOMER, externalId: 'xyz' } },
    'own.yaml': { ...base, region: 'us-east-1', account: { id: MANAGEMENT } },
  });
  await one.run('create-account staging');
  return { ...one, config: join(one.root, 'aws', 'config') };
}

describe('profiles', () => {
  it('have the AWS tools assume the role of an account', async () => {
    const { run, world } = await project();
    const [account] = members(world);
    const shown = await run('profiles staging');
    expect(shown).toMatchObject({ exit: 0, stderr: '' });
    expect(shown.stdout).toBe(`[profile notes-staging]
# envctl notes/staging
role_arn = arn:aws:iam::${account?.id}:role/OrganizationAccountAccessRole
source_profile = default
region = eu-west-1
`);
  });

  it.each([
    { options: '--profile mgmt', env: {}, found: { source_profile: 'mgmt' } },
    { options: '', env: { AWS_PROFILE: 'mine' }, found: { source_profile: 'mine' } },
    { options: '', env: { AWS_ACCESS_KEY_ID: 'AKIA' }, found: { credential_source: 'Environment' } },
  ])('start from where this run has its own credentials: $found', async ({ options, env, found }) => {
    const { run } = await project();
    const shown = await run(`profiles customer17 --output json ${options}`.trim(), { env });
    expect(shown.json()).toMatchObject({
      environment: 'customer17',
      accountId: '210987654321',
      profile: 'notes-customer17',
      outcome: 'printed',
      settings: { role_arn: CUSTOMER, external_id: 'xyz', region: 'eu-west-1', ...found },
    });
  });

  it('that two runs write at once are both there', async () => {
    const { run, config } = await project();
    const env = { AWS_CONFIG_FILE: config };
    for (let round = 0; round < 5; round += 1) {
      await rm(config, { force: true });
      const ended = await Promise.all(
        ['own', 'customer17'].map((name) => run(`profiles ${name} --write --profile mgmt`, { env })),
      );
      expect(ended.map(({ exit }) => exit)).toEqual([0, 0]);
      const text = await readFile(config, 'utf8');
      for (const name of ['own', 'customer17']) expect(text, `round ${round}`).toContain(`[profile notes-${name}]`);
    }
    expect(await readdir(dirname(config))).toEqual(['config']);
  });

  it('ask envctl where there is no role to assume, or on request', async () => {
    const { run, root } = await project();
    const file = join(root, 'environments', 'own.yaml');
    const own = (await run('profiles own --output json --profile mgmt')).json();
    expect(own['settings']).toEqual({
      credential_process: `envctl credentials ${file} --dir ${join(root, 'environments')} --profile mgmt`,
      region: 'us-east-1',
    });
    const staging = (await run('profiles staging --process --output json')).json();
    expect(staging['settings']).toMatchObject({
      credential_process: expect.stringContaining('staging.yaml') as string,
    });
    // What was printed works, from anywhere.
    expect((await run(['credentials', file, '--dir', join(root, 'environments')])).exit).toBe(0);
  });

  it('leave out environments without an account, unless they were asked for', async () => {
    const { run } = await project();
    const all = await run('profiles --output json');
    expect(all.exit).toBe(0);
    const { environments } = all.json() as { environments: { environment: string }[] };
    expect(environments.map(({ environment }) => environment)).toEqual(['customer17', 'own', 'staging']);
    expect(all.stderr).toContain('nobody');
    expect((await run('profiles nobody')).exit).toBe(3);
  });

  it('go into the file that AWS_CONFIG_FILE names, once', async () => {
    const { run, config } = await project();
    const env = { AWS_CONFIG_FILE: config };
    const written = await run('profiles staging customer17 --write --output json', { env });
    expect(written.json()['environments']).toMatchObject([
      { outcome: 'written', file: config },
      { outcome: 'written' },
    ]);
    const text = await readFile(config, 'utf8');
    expect(text.match(/^\[profile .*\]$/gm)).toEqual(['[profile notes-staging]', '[profile notes-customer17]']);
    expect((await stat(config)).mode & 0o777).toBe(0o600);
    const again = await run('profiles staging customer17 --write', { env });
    expect(again.stdout).toContain('nothing to change');
    expect(await readFile(config, 'utf8')).toBe(text);
  });

  it('keep what is in the file, its permissions, and the link that leads to it', async () => {
    const { run, root } = await project();
    const real = join(root, 'real');
    const link = join(root, 'link');
    const before = '[default]\nregion = us-east-1\n';
    await writeFile(real, before);
    await chmod(real, 0o640);
    await symlink(real, link);
    expect((await run('profiles staging --write', { env: { AWS_CONFIG_FILE: link } })).exit).toBe(0);
    expect((await readFile(real, 'utf8')).startsWith(before)).toBe(true);
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  it('take nobody’s place: nothing is written then', async () => {
    const { run, root } = await project();
    const config = join(root, 'config');
    const before = '[profile notes-staging]\nregion = us-east-1\n';
    await writeFile(config, before);
    const refused = await run('profiles customer17 staging --write --output json', {
      env: { AWS_CONFIG_FILE: config },
    });
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'NotOwned',
      message: expect.stringContaining('notes-staging') as string,
    });
    expect(await readFile(config, 'utf8')).toBe(before);
  });
});
