import { describe, expect, it } from 'vitest';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { service, stackFile } from '../../support/project.ts';
import { wire, type Wire } from '../../support/requests.ts';
import { createWorld, credentialsFor, MANAGEMENT, members, START } from '../../support/world.ts';

const ELSEWHERE = '444444444444';

/** Two environments that are deployed, each in an account of its own. */
async function project(): Promise<Desk & { idOf(name: string): string }> {
  const base = { project: 'notes', region: 'eu-west-1', services: { a: service('a') } };
  const one = await desk({
    'staging.yaml': { ...base, account: { email: 'staging@example.com' } },
    'prod.yaml': { ...base, account: { email: 'prod@example.com' } },
    'elsewhere.yaml': { ...base, account: { id: ELSEWHERE } },
    ...stackFile('a'),
  });
  await one.run('deploy staging prod --create --yes');
  const idOf = (name: string): string =>
    members(one.world).find((account) => account.name === `notes-${name}`)?.id ?? '';
  return { ...one, idOf };
}

const CHANGES = /^(Tag|Untag|Move|Create(?!ChangeSet)|Execute|Put|Update|Delete|PUT )/;

function organizations({ calls }: Wire): string[] {
  return calls.filter((call) => /Organization|ListAccounts|ListRoots|Tags|DescribeAccount/.test(call));
}

describe('a caller who is in the account already', () => {
  it.each(['plan staging', 'deploy staging --yes', 'status staging', 'history staging', 'credentials staging'])(
    'by the deploy role, as CI is by OIDC, asks Organizations nothing: %s',
    async (line) => {
      const { run, world, idOf } = await project();
      const log = wire();
      const credentials = credentialsFor(world, idOf('staging'), 'envctl-notes-deploy');
      const done = await run(`${line} --output json`, { aws: { credentials, wrap: log.wrap } });
      expect(done.exit, done.stdout).toBe(0);
      expect(organizations(log)).toEqual([]);
    },
  );

  it('deploys a change from there', async () => {
    const { run, write, world, idOf } = await project();
    await write(stackFile('a', { value: 'changed' }));
    const credentials = credentialsFor(world, idOf('staging'), 'envctl-notes-deploy');
    const done = await run('deploy staging --yes --output json', { aws: { credentials } });
    expect(done.json()).toMatchObject({
      accountId: idOf('staging'),
      outcome: 'succeeded',
      services: [{ outcome: 'updated' }],
    });
  });

  it('by any other role is known by what the baseline made there', async () => {
    const { run, world, idOf } = await project();
    const log = wire();
    const credentials = credentialsFor(world, idOf('staging'), 'Administrator');
    const done = await run('plan staging --output json', { aws: { credentials, wrap: log.wrap } });
    expect(done.exit, done.stdout).toBe(0);
    expect(log.count('ListAccounts')).toBe(0);
  });
});

describe('credentials that are not those of the definition', () => {
  it.each([
    ['deploy staging --yes', 'envctl-notes-deploy'],
    ['deploy staging --yes', 'Administrator'],
    ['destroy staging --yes', 'envctl-notes-deploy'],
    ['destroy staging --yes', 'Administrator'],
    ['close-account staging --confirm staging', 'Administrator'],
    ['bootstrap staging', 'Administrator'],
    ['credentials staging', 'Administrator'],
  ])('%s with %s of another environment’s account changes nothing', async (line, role) => {
    const { run, write, world, idOf } = await project();
    await write(stackFile('a', { value: 'changed' }));
    const log = wire();
    const credentials = credentialsFor(world, idOf('prod'), role);
    const refused = await run(`${line} --output json`, { aws: { credentials, wrap: log.wrap } });
    expect(refused.exit, refused.stdout).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'WrongAccount',
      message: expect.stringContaining(idOf('prod')) as string,
    });
    expect(log.count(CHANGES)).toBe(0);
  });

  it('of another account than the one that the definition names by its id', async () => {
    const { run, world, idOf, write } = await project();
    await write({
      'pinned.yaml': {
        project: 'notes',
        region: 'eu-west-1',
        account: { id: idOf('staging') },
        services: { a: service('a') },
      },
    });
    const log = wire();
    const aws = { credentials: credentialsFor(world, idOf('prod'), 'Administrator'), wrap: log.wrap };
    const refused = await run('deploy pinned --yes --output json', { aws });
    expect(refused.exit, refused.stdout).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'WrongAccount',
      hint: expect.stringContaining(`management account ${MANAGEMENT}`) as string,
    });
    expect(log.count(CHANGES)).toBe(0);
  });

  it('of another organization', async () => {
    const { run, world } = await project();
    seedAccount(world.simulator.state, { id: ELSEWHERE, trust: '555555555555' });
    const log = wire();
    const refused = await run('deploy elsewhere --yes --output json', { aws: { wrap: log.wrap } });
    expect(refused.exit, refused.stdout).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'WrongAccount',
      message: expect.stringMatching(
        new RegExp(`account ${ELSEWHERE} of elsewhere is not in organization o-`),
      ) as string,
    });
    expect(log.count(CHANGES)).toBe(0);
  });

  it('is not said of a member whose role is missing: there AWS’s answer stands', async () => {
    const world = createWorld();
    seedAccount(world.simulator.state, {
      id: ELSEWHERE,
      roleName: 'Other',
      member: { email: 'e@example.com', name: 'e' },
    });
    for (const each of Object.values(world.organizations.accounts)) each.joined = START - 86_400_000;
    const definition = { project: 'notes', region: 'eu-west-1', account: { id: ELSEWHERE } };
    const { run } = await desk({ 'elsewhere.yaml': definition }, world);
    const refused = await run('bootstrap elsewhere --output json');
    expect(refused.exit).toBe(1);
    expect(refused.json()['error']).toMatchObject({ code: 'AccessDenied' });
  });
});
