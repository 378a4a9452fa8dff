import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { scripted } from '../../support/host.ts';
import { wire } from '../../support/requests.ts';
import { createWorld, credentialsFor, MANAGEMENT, START, unitPath } from '../../support/world.ts';

const ID = '222222222222';
const OTHER = '333333333333';
const TAGS = { 'envctl:project': 'notes', 'envctl:environment': 'staging' };

interface Given {
  readonly account?: JsonObject;
  readonly tags?: Record<string, string>;
  readonly roleName?: string;
}

/** An account that somebody made long ago, and a definition that is to have it. */
async function project({ account = { id: ID }, tags = {}, roleName }: Given = {}): Promise<Desk> {
  const world = createWorld();
  const { state } = world.simulator;
  seedAccount(state, {
    id: ID,
    member: { email: 'Legacy@example.com', name: 'legacy' },
    ...(roleName ? { roleName } : {}),
  });
  seedAccount(state, { id: OTHER, member: { email: 'other@example.com', name: 'other' } });
  world.organizations.tags[ID] = tags;
  // It has settled long since: AccessDenied is a verdict.
  for (const each of Object.values(world.organizations.accounts)) each.joined = START - 86_400_000;
  const definition = { project: 'notes', region: 'eu-west-1', tags: { team: 'platform' }, account };
  return desk({ 'staging.yaml': definition }, world);
}

const CHANGES = /^(Tag|Untag|Move|Create|Put|Update|Delete)/;

describe('import', () => {
  it('shows what it changes, asks, and tags the account', async () => {
    const { run, world } = await project({ tags: { owner: 'alice' } });
    const prompter = scripted(true);
    const done = await run(`import ${ID} staging`, { prompter });
    expect(done.exit).toBe(0);
    expect(prompter.questions).toEqual([`Adopt account ${ID} for staging?`]);
    expect(done.stderr).toContain(`staging adopts account ${ID} (legacy, Legacy@example.com, below the root)`);
    expect(done.stderr.match(/tag: .*/g)).toEqual([
      'tag: nothing → team=platform',
      'tag: nothing → envctl:project=notes',
      'tag: nothing → envctl:environment=staging',
    ]);
    expect(world.organizations.tags[ID]).toEqual({ owner: 'alice', team: 'platform', ...TAGS });
    expect(done.stdout).toContain('adopted');
  });

  it('has the document of create-account, and does nothing the second time', async () => {
    const { run } = await project();
    const document = {
      environment: 'staging',
      accountId: ID,
      name: 'legacy',
      email: 'Legacy@example.com',
      organizationalUnit: null,
      roleArn: `arn:aws:iam::${ID}:role/OrganizationAccountAccessRole`,
      seconds: expect.any(Number) as number,
    };
    expect((await run(`import ${ID} staging --yes --output json`)).json()).toEqual({ ...document, outcome: 'adopted' });
    const log = wire();
    const again = await run(`import ${ID} staging --output json`, { aws: { wrap: log.wrap } });
    expect(again.json()).toEqual({ ...document, outcome: 'existing' });
    expect(log.count(CHANGES)).toBe(0);
  });

  it('makes an account of form 1 what the definition says, all of it shown first', async () => {
    const email = 'legacy@example.com';
    const { run, world } = await project({
      account: { email, organizationalUnit: 'Workloads', alias: 'acme-staging' },
    });
    const prompter = scripted(true);
    const done = await run(`import ${ID} staging`, { prompter });
    expect(done.exit, done.stderr).toBe(0);
    expect(done.stderr).toContain('move: nothing → Workloads');
    expect(done.stderr).toContain('rename: legacy → notes-staging');
    expect(done.stderr).toContain('alias: nothing → acme-staging');
    expect(done.stderr).toContain('account.id instead');
    expect(unitPath(world, ID)).toBe('Workloads');
    expect(world.organizations.accounts[ID]?.name).toBe('notes-staging');
    expect((await run('create-account staging --output json')).json()).toMatchObject({
      accountId: ID,
      outcome: 'existing',
    });
  });

  it.each([
    ['nobody can be asked', null],
    ['the answer is no', scripted(false)],
  ])('changes nothing when %s', async (_, prompter) => {
    const { run, world } = await project();
    const log = wire();
    const refused = await run(`import ${ID} staging`, { prompter, aws: { wrap: log.wrap } });
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('ConfirmationRequired');
    expect(world.organizations.tags[ID]).toEqual({});
    expect(log.count(CHANGES)).toBe(0);
  });

  it.each([
    { why: 'it is no id', line: 'import staging staging', exit: 4, code: 'UsageInvalid' },
    { why: 'the definition names another one', line: `import ${OTHER} staging`, exit: 3, code: 'WrongAccount' },
    {
      why: 'its e-mail is another',
      line: `import ${ID} staging`,
      given: { account: { email: 'x@example.com' } },
      exit: 3,
      code: 'WrongAccount',
    },
    {
      why: 'it is another environment’s',
      line: `import ${ID} staging`,
      given: { tags: { ...TAGS, 'envctl:environment': 'prod' } },
      exit: 3,
      code: 'NotOwned',
    },
    {
      why: 'it is no member',
      line: 'import 444444444444 staging',
      given: { account: { id: '444444444444' } },
      exit: 3,
      code: 'AccountNotFound',
    },
    {
      why: 'it is the caller’s',
      line: `import ${MANAGEMENT} staging`,
      given: { account: { id: MANAGEMENT } },
      exit: 3,
      code: 'WrongAccount',
    },
    {
      why: 'it has no role to enter it by',
      line: `import ${ID} staging`,
      given: { roleName: 'Other' },
      exit: 1,
      code: 'AccessDenied',
    },
    {
      why: 'it is a customer’s',
      line: `import ${ID} staging`,
      given: { account: { id: ID, roleArn: `arn:aws:iam::${ID}:role/x` } },
      exit: 4,
      code: 'DefinitionInvalid',
    },
  ])('refuses an account when $why, and changes nothing', async ({ line, given, exit, code }) => {
    const { run } = await project(given);
    const log = wire();
    const refused = await run(`${line} --yes --output json`, { aws: { wrap: log.wrap } });
    expect(refused.exit, refused.stdout).toBe(exit);
    expect(refused.json()['error']).toMatchObject({ code });
    expect(log.count(CHANGES)).toBe(0);
  });

  it('refuses a closed account, a second one, and a caller who is not the management account', async () => {
    const { run, world } = await project();
    world.organizations.tags[OTHER] = { ...TAGS };
    const second = await run(`import ${ID} staging --yes --output json`);
    expect(second.json()['error']).toMatchObject({
      code: 'WrongAccount',
      message: expect.stringContaining(OTHER) as string,
    });
    delete world.organizations.tags[OTHER];
    const aws = { credentials: credentialsFor(world, OTHER) };
    expect((await run(`import ${ID} staging --yes --output json`, { aws })).json()['error']).toMatchObject({
      code: 'WrongAccount',
    });
    const account = world.organizations.accounts[ID];
    if (account) account.state = 'CLOSED';
    expect((await run(`import ${ID} staging --yes --output json`)).json()['error']).toMatchObject({
      code: 'AccountNotFound',
      message: expect.stringContaining('CLOSED') as string,
    });
  });
});
