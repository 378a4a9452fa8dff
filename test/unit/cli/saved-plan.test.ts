import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';

const DEPLOY = 'deploy --plan dev.plan --yes --output json';

async function planned(): Promise<Desk> {
  const one = await desk({
    'dev.yaml': definition({ a: service('a', { runtime: { SIZE: '1' } }), b: service('b') }),
    ...stackFile('a'),
    ...stackFile('b'),
  });
  await one.run('deploy dev --yes');
  await one.write(stackFile('a', { value: 'y' }));
  expect((await one.run('plan dev --out dev.plan')).exit).toBe(0);
  return one;
}

describe('a saved plan', () => {
  it('is for the eyes of its owner', async () => {
    const { root } = await planned();
    expect((await stat(join(root, 'dev.plan'))).mode & 0o077).toBe(0);
  });

  it('is executed as it was reviewed, by its change set', async () => {
    const { run } = await planned();
    const log = wire();
    const done = await run(DEPLOY, { aws: { wrap: log.wrap } });
    expect(done.exit).toBe(0);
    expect(done.json()['services']).toMatchObject([
      { service: 'a', outcome: 'updated' },
      { service: 'b', outcome: 'unchanged' },
    ]);
    expect(log.count('CreateChangeSet')).toBe(0);
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('does not do what the definition says by now', async () => {
    const { run, write, world } = await planned();
    await write({ 'dev.yaml': definition({ a: service('a', { runtime: { SIZE: '2' } }), b: service('b') }) });
    await run(DEPLOY);
    expect((await (await enter(world)).ssm(REGION).get('/notes/dev/a/SIZE'))?.value).toBe('1');
  });

  it.each<[string, (one: Desk) => Promise<unknown>]>([
    ['somebody deployed since', async ({ run }) => run('deploy dev --yes')],
    [
      'a parameter was changed since',
      async ({ world }) =>
        (await enter(world)).ssm(REGION).put({ name: '/notes/dev/a/SIZE', value: '9', type: 'String', exists: true }),
    ],
    ['the file was edited', async ({ root }) => edit(join(root, 'dev.plan'))],
  ])('is refused when %s', async (_, happen) => {
    const one = await planned();
    await happen(one);
    const refused = await one.run(DEPLOY);
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({ code: 'PlanStale' });
  });

  it('is refused the second time', async () => {
    const { run } = await planned();
    expect((await run(DEPLOY)).exit).toBe(0);
    expect((await run(DEPLOY)).json()['error']).toMatchObject({
      code: 'PlanStale',
      message: 'dev is no longer as it was when the plan was made: a: update in the plan, none now',
      hint: expect.stringContaining('`envctl history dev`') as string,
    });
  });

  it('says where it was written, and how it is deployed', async () => {
    const { run } = await planned();
    const line = 'written to dev.plan: deploy it with envctl deploy --plan dev.plan\n';
    expect((await run('plan dev --out dev.plan')).stdout).toContain(line);
    expect((await run('plan dev --out dev.plan --quiet')).stdout).not.toContain('written');
    expect((await run('plan dev')).stdout).not.toContain('written');
  });

  it.each(['{}', 'no plan at all', '{"plans": [], "digest": "x"}'])(
    'is a usage error when the file is none: %s',
    async (content) => {
      const { run, root } = await planned();
      await writeFile(join(root, 'dev.plan'), content);
      expect([3, 4]).toContain((await run(DEPLOY)).exit);
    },
  );

  it('needs a person as any other deployment does', async () => {
    const { run } = await planned();
    expect((await run('deploy --plan dev.plan --output json')).json()['error']).toMatchObject({
      code: 'ConfirmationRequired',
    });
  });
});

async function edit(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"SIZE"', '"SIZ2"').replace('"notes-dev-a"', '"notes-dev-x"'));
}

describe('plan', () => {
  it('makes nothing but change sets, and with --read-only not even those', async () => {
    const one = await planned();
    const log = wire();
    const shown = await one.run('plan dev --read-only --output json', { aws: { wrap: log.wrap } });
    expect(shown.json()['services']).toMatchObject([
      { service: 'a', action: 'update', resources: [{ logicalId: 'Setting', action: 'Modify' }] },
      { action: 'none' },
    ]);
    expect(log.count(/^(Create|Delete|Execute|Put|PUT|POST)/)).toBe(0);
    const full = wire();
    await one.run('plan dev', { aws: { wrap: full.wrap } });
    expect(full.count(/^(Execute|PutParameter|DeleteStack)/)).toBe(0);
  });

  it('of an account that is not there yet shows everything', async () => {
    const one = await desk({
      'dev.yaml': {
        project: 'notes',
        region: 'eu-west-1',
        account: { email: 'a@example.com' },
        services: { a: service('a') },
      },
      ...stackFile('a'),
    });
    const log = wire();
    const shown = await one.run('plan dev --detailed-exitcode --output json', { aws: { wrap: log.wrap } });
    expect(shown.exit).toBe(2);
    expect((await one.run('plan dev --out dev.plan')).stdout).toContain('envctl deploy --plan dev.plan --create\n');
    expect(shown.json()).toMatchObject({
      account: { id: null, action: 'create' },
      baseline: { action: 'create' },
      services: [{ action: 'create' }],
    });
    expect(log.count(/^(Create|Put|PUT)/)).toBe(0);
  });

  it('--destroy shows what would go', async () => {
    const one = await planned();
    const shown = await one.run('plan dev --destroy --output json');
    expect(shown.exit).toBe(0);
    expect((await one.run('status dev --output json')).json()['services']).toMatchObject([
      { status: 'CREATE_COMPLETE' },
      { status: 'CREATE_COMPLETE' },
    ]);
  });
});
