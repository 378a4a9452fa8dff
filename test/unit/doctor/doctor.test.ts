import { describe, expect, it } from 'vitest';
import { addRole } from '../../../src/simulator/iam/store.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type DeskRun } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { createWorld, credentialsFor, MANAGEMENT, START, type RunOptions, type World } from '../../support/world.ts';

const FILES = { 'dev.yaml': definition({ notes: service('notes') }), ...stackFile('notes') };
const MEMBER = {
  ...FILES,
  'staging.yaml': definition({}, { account: { email: 'aws+staging@example.com' }, baseline: {} }),
};

interface Line {
  readonly state: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What doctor says, by check. */
async function checks(files: JsonObject, world: World, line = 'doctor', more: DeskRun = {}) {
  const { run } = await desk(files as typeof FILES, world);
  const ended = await run(`${line} --output json`, more);
  const { checks: list, ...rest } = ended.json();
  const lines = (list as unknown as (Line & { check: string })[]).map(({ check, ...each }) => [check, each] as const);
  return { exit: ended.exit, found: Object.fromEntries(lines), rest };
}

/** Credentials of a role in the management account, with these actions allowed. */
function roleWith(world: World, actions: readonly string[]): NonNullable<RunOptions['credentials']> {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
  const inline = { mine: JSON.stringify(policy) };
  addRole(world.simulator.state, MANAGEMENT, { name: 'ci', path: '/people/', trust: '{}', inline }, START);
  return credentialsFor(world, MANAGEMENT);
}

describe('doctor', () => {
  it('finds nothing wrong where nothing is, and says what is still to do', async () => {
    const world = createWorld();
    const { exit, found, rest } = await checks(MEMBER, world);
    expect([exit, rest]).toEqual([0, {}]);
    expect(found).toMatchObject({
      node: { state: 'ok' },
      definitions: { state: 'ok', message: 'dev, staging in environments' },
      credentials: { state: 'ok' },
      clock: { state: 'ok' },
      organization: { state: 'ok', message: expect.stringContaining('management account of organization o-') },
      permissions: { state: 'ok' },
      dev: { state: 'note', message: expect.stringContaining('without artifacts'), hint: 'envctl bootstrap dev' },
      staging: { state: 'note', message: 'has no account yet', hint: 'envctl create-account staging' },
    });
  });

  it('is content with an environment that has been deployed', async () => {
    const world = createWorld();
    const { run } = await desk(FILES, world);
    expect((await run('deploy dev --yes')).exit).toBe(0);
    expect((await checks(FILES, world)).found['dev']).toMatchObject({ state: 'ok' });
  });

  it('is for people as well', async () => {
    const { run } = await desk(MEMBER, createWorld({}, { organization: false }));
    const { exit, stdout, stderr } = await run('doctor');
    expect([exit, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^✓ node {10}\d/m);
    expect(stdout).toMatch(
      /^✗ organization {2}the caller’s account is in no organization, but staging need one\n {16}→/m,
    );
  });

  it('fails where an account has to be made and there is no organization', async () => {
    const { exit, found, rest } = await checks(MEMBER, createWorld({}, { organization: false }));
    expect(exit).toBe(1);
    expect(found['organization']).toMatchObject({ state: 'failing' });
    expect(rest['error']).toMatchObject({ code: 'OrganizationMissing' });
  });

  it('needs no organization where no account is to be made', async () => {
    const { found } = await checks(FILES, createWorld({}, { organization: false }));
    expect(found['organization']).toMatchObject({ state: 'ok' });
  });

  it('tells a member account that others make accounts', async () => {
    const world = createWorld();
    const { run } = await desk(MEMBER, world);
    await run('deploy staging --create --yes');
    const [account = ''] = Object.keys(world.organizations.accounts).filter((id) => id !== MANAGEMENT);
    const aws = { credentials: credentialsFor(world, account, 'envctl-notes-deploy') };
    const { found } = await checks(MEMBER, world, 'doctor staging', { aws });
    expect(found['organization']).toMatchObject({ state: 'note', hint: expect.stringContaining(MANAGEMENT) });
    expect(found['staging']).toMatchObject({ state: 'ok' });
    expect(found['permissions']).toBeUndefined();
  });

  it('fails where an account lets nobody in', async () => {
    const away = definition({}, { account: { id: '999999999999', roleArn: 'arn:aws:iam::999999999999:role/x' } });
    const { exit, found } = await checks({ ...FILES, 'away.yaml': away }, createWorld());
    expect(exit).toBe(1);
    expect(found['away']).toMatchObject({ state: 'failing', hint: expect.any(String) });
    expect(found['dev']).toMatchObject({ state: 'note' });
  });

  it('names the actions that the caller’s role lacks, and the commands that need them', async () => {
    const world = createWorld();
    const allowed = ['organizations:Describe*', 'organizations:List*', 'iam:*', 'sts:*'];
    const { found } = await checks(FILES, world, 'doctor', { aws: { credentials: roleWith(world, allowed) } });
    expect(found['permissions']).toMatchObject({
      state: 'failing',
      message: expect.stringMatching(/CreateAccount \(create-account/),
    });
    expect(found['permissions']?.message).not.toContain('organizations:ListAccounts');
    const all = await checks(FILES, world, 'doctor', { aws: { credentials: roleWith(world, ['*']) } });
    expect(all.found['permissions']).toMatchObject({ state: 'ok' });
  });

  it('does not insist on a look at permissions that is refused', async () => {
    const world = createWorld();
    const { exit, found } = await checks(FILES, world, 'doctor', {
      aws: { credentials: credentialsFor(world, MANAGEMENT) },
    });
    expect([exit, found['permissions']?.state]).toEqual([0, 'note']);
  });

  it.each([
    [0, 'ok'],
    [60, 'note'],
    [-400, 'failing'],
  ])('compares clocks: AWS %d s ahead is %s', async (seconds, state) => {
    const wrap: RunOptions['wrap'] = (handler) => ({
      ...handler,
      handle: async (...request: Parameters<typeof handler.handle>) => {
        const answer = await handler.handle(...request);
        const { headers } = answer.response;
        if (headers['date']) headers['date'] = new Date(Date.parse(headers['date']) + seconds * 1_000).toUTCString();
        return answer;
      },
    });
    const { found } = await checks(FILES, createWorld(), 'doctor', { aws: { wrap } });
    expect(found['clock']).toMatchObject({ state });
  });

  it('goes on when definitions are broken, or missing', async () => {
    const broken = await checks({ 'dev.yaml': 'nonsense: [' }, createWorld());
    expect(broken.exit).toBe(1);
    expect(broken.found).toMatchObject({ definitions: { state: 'failing' }, credentials: { state: 'ok' } });
    const none = await checks({}, createWorld());
    expect(none.exit).toBe(0);
    expect(none.found).toMatchObject({ definitions: { state: 'note', hint: 'begin with envctl init' } });
  });
});
