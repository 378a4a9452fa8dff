import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { createWorld } from '../../support/world.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';

const INIT = ['init', '--project', 'hello', '--email', 'aws+${environment}@example.com'];

describe('init', () => {
  it('writes a project that validates, plans, deploys and is finished then', async () => {
    const { run } = await desk({});
    const { exit, stdout } = await run(INIT);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('envctl deploy dev --create --simulate')]);
    expect((await run('validate --output json')).json()).toEqual({
      environments: ['dev', 'prod'].map((environment) => ({
        environment,
        file: `environments/${environment}.yaml`,
        valid: true,
      })),
      warnings: [],
    });
    expect((await run('plan dev --output json')).json()).toMatchObject({ account: { action: 'create' } });
    const deployed = await run('deploy dev --create --yes --output json');
    expect(deployed.json()).toMatchObject({
      outcome: 'succeeded',
      services: [
        { service: 'visits', outcome: 'created' },
        { service: 'hello', outcome: 'created', outputs: { Url: expect.stringMatching(/^https:/) } },
      ],
    });
    expect((await run('plan dev --output json')).json()).toMatchObject({ changes: 0 });
  });

  it('writes prod as an environment that is protected and waits for approval', async () => {
    const { run } = await desk({});
    await run(INIT);
    expect((await run('deploy prod --create --yes')).stderr).toContain('ApprovalRequired');
    expect((await run('deploy prod --create --yes --approve visits')).exit).toBe(0);
    expect((await run('destroy prod --yes')).stderr).toContain('Protected');
  });

  it('does nothing a second time, and writes nothing over what has changed', async () => {
    const { run, write, root } = await desk({});
    await run(INIT);
    expect((await run(INIT)).stdout).toBe('nothing to do: the project is there already\n');
    await write({ 'dev.yaml': 'extends: base.yaml\n', 'base.yaml': 'project: mine\n' });
    const { exit, stderr } = await run(INIT);
    expect(exit).toBe(4);
    expect(stderr).toContain('environments/base.yaml is there already');
    expect(stderr).toContain('environments/dev.yaml is there already');
    expect(await readFile(join(root, 'environments/base.yaml'), 'utf8')).toBe('project: mine\n');
  });

  it('leaves a .gitignore what it has', async () => {
    const { run, write, root } = await desk({});
    await write({ './.gitignore': 'node_modules/' });
    expect((await run([...INIT, '--output', 'json'])).json()).toMatchObject({
      files: expect.arrayContaining([{ file: '.gitignore', action: 'extend' }]),
    });
    expect(await readFile(join(root, '.gitignore'), 'utf8')).toBe('node_modules/\n.envctl/\n');
    expect((await run([...INIT, '--output', 'json'])).json()).toMatchObject({
      files: expect.arrayContaining([{ file: '.gitignore', action: 'kept' }]),
    });
  });

  it('takes another folder, another place for definitions, and the schema of an installed package', async () => {
    const { run, write, root } = await desk({});
    await write({ './My Shop/node_modules/envctl/schemas/environment.schema.json': '{}' });
    const { stdout } = await run(['init', 'My Shop', '--dir', 'deploy/envs', '--region', 'eu-central-1']);
    expect(stdout).toContain("cd 'My Shop'");
    const base = await readFile(join(root, 'My Shop/deploy/envs/base.yaml'), 'utf8');
    expect(base).toContain('$schema=../../node_modules/envctl/schemas/environment.schema.json');
    expect(base).toContain('project: my-shop\nregion: eu-central-1\n');
    expect((await run(['validate', '--dir', 'My Shop/deploy/envs'])).exit).toBe(0);
  });

  it.each(['afile', 'afile/x', '/proc/envctl'])(
    'refuses the folder %s, which cannot be made, with its path',
    async (path) => {
      const { run, write } = await desk({});
      await write({ './afile': 'text' });
      const { exit, stderr } = await run(['init', path, '--project', 'hello']);
      expect([exit, stderr]).toEqual([4, expect.stringContaining(path.replace(/\/x$/, ''))]);
      expect(stderr).toContain('UsageInvalid');
    },
  );

  it('writes nothing when one of its folders cannot be made', async () => {
    const { run, write, root } = await desk({});
    await write({ './services': 'text' });
    expect((await run(INIT)).stderr).toContain('services is not a folder');
    expect((await readdir(root)).filter((name) => name !== 'environments')).toEqual(['services']);
    expect(await readdir(join(root, 'environments'))).toEqual([]);
  });

  it.each([
    { email: 'nope', hint: 'aws+${environment}@example.com' },
    { email: 'a@b.co', hint: 'a+${environment}@b.co' },
    { email: 'a+${enviroment}@b.co', hint: 'aws+${environment}@example.com' },
    { email: `a${'a'.repeat(60)}+\${environment}@b.co`, hint: 'aws+${environment}@example.com' },
  ])('refuses the e-mail $email, with which the project would not validate', async ({ email, hint }) => {
    const { run, root } = await desk({});
    const { exit, stderr } = await run(['init', '--email', email]);
    expect([exit, stderr]).toEqual([4, expect.stringContaining(hint)]);
    expect(stderr).toContain('UsageInvalid');
    expect(await readdir(root)).toEqual([]);
  });

  it('takes an e-mail with other references, and one that YAML needs in quotes', async () => {
    const { run } = await desk({});
    expect((await run(['init', '--email', '#${project}+${environment}@b.co', '--project', 'hello'])).exit).toBe(0);
    expect((await run('validate')).stdout).toBe('✓ dev\n✓ prod\n');
  });

  it('refuses a name that no project can have', async () => {
    const { run } = await desk({});
    expect((await run('init --project aws-tools')).stderr).toContain('is not a name for a project');
  });

  it('writes code that Node can read', async () => {
    const { run, root } = await desk({});
    await run(INIT);
    const { status, stderr } = spawnSync(process.execPath, ['--check', join(root, 'services/hello/src/index.mjs')]);
    expect([status, String(stderr)]).toEqual([0, '']);
  });
});

describe('init --from-organization', () => {
  it('writes an environment for each member account, which can be deployed to', async () => {
    const world = createWorld();
    const { state } = world.simulator;
    seedAccount(state, { id: '222222222222', member: { email: 'a@example.com', name: 'Hello Staging' } });
    seedAccount(state, { id: '333333333333', member: { email: 'b@example.com', name: 'staging' } });
    const { run, root } = await desk({}, world);
    const { stdout } = await run([...INIT, '--from-organization']);
    expect(stdout).toContain('envctl deploy staging --simulate');
    expect(await readFile(join(root, 'environments/staging.yaml'), 'utf8')).toContain('id: "222222222222"');
    expect(await readFile(join(root, 'environments/staging-2.yaml'), 'utf8')).toContain('id: "333333333333"');
    expect((await run('deploy staging --yes')).exit).toBe(0);
  });

  it('needs an organization', async () => {
    const { run } = await desk({}, createWorld({}, { organization: false }));
    const { exit, stderr } = await run([...INIT, '--from-organization']);
    expect([exit, stderr]).toEqual([3, expect.stringContaining('OrganizationMissing')]);
  });
});
