import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { service, stackFile } from '../../support/project.ts';
import { wire, type Wire } from '../../support/requests.ts';
import { copyOf, members, type World } from '../../support/world.ts';

const BOTH = 'staging prod --output json --quiet';
const CHANGES = /^(Create|Execute|Put|Update|Delete|PUT |DELETE )/;

const BASE = { project: 'notes', region: 'eu-west-1', services: { a: service('a') } };
const FILES = {
  'staging.yaml': { ...BASE, account: { email: 'staging@example.com' } },
  'prod.yaml': { ...BASE, account: { email: 'prod@example.com' } },
  ...stackFile('a'),
};

/** Two environments in accounts of their own, deployed a while ago: AWS's copy of the tags has got there. */
async function deployed(): Promise<Desk> {
  made ??= deployBoth();
  return desk(FILES, await copyOf(await made));
}

/** Made once, by the first test that needs it. */
let made: Promise<World> | null = null;

async function deployBoth(): Promise<World> {
  const { run, world } = await desk(FILES);
  expect(await run(`deploy ${BOTH} --create --yes`)).toMatchObject({ exit: 0 });
  await later(world);
  return world;
}

async function later({ simulator }: World): Promise<void> {
  await simulator.settings.clock.sleep(60_000);
}

/** What a command asked about tags, and how it ended. */
async function asked({ run }: Desk, line: string, onCall?: Parameters<typeof wire>[0]): Promise<Asked> {
  const seen = wire(onCall);
  const ended = await run(line, { aws: { wrap: seen.wrap } });
  const { exit, stdout } = ended;
  return { seen, exit, stdout, copy: seen.count('GetResources'), each: seen.count('ListTagsForResource') };
}

interface Asked {
  readonly seen: Wire;
  readonly exit: number;
  readonly stdout: string;
  readonly copy: number;
  readonly each: number;
}

/** The tags of an account change by somebody else's hand. */
async function tagged({ world }: Desk, name: string, change: { add?: Record<string, string>; remove?: string[] }) {
  const { organizations } = world.run().aws;
  const id = members(world).find((account) => account.name === `notes-${name}`)?.id ?? '';
  if (change.add) await organizations.tagAccount(id, change.add);
  if (change.remove) await organizations.untagAccount(id, change.remove);
}

describe('whose the accounts are', () => {
  it.each(['plan', 'deploy --yes', 'report'])('is asked of the copy of all tags by %s', async (line) => {
    expect(await asked(await deployed(), `${line} ${BOTH}`)).toMatchObject({ exit: 0, copy: 1, each: 0 });
  });

  it('is asked of the copy by status', async () => {
    expect(await asked(await deployed(), 'status staging')).toMatchObject({ exit: 0, copy: 1, each: 0 });
  });

  it.each(['destroy staging --yes', 'credentials staging', 'create-account staging'])(
    'is asked of the account itself by %s',
    async (line) => {
      const found = await asked(await deployed(), `${line} --output json`);
      expect(found).toMatchObject({ exit: 0, copy: 0 });
      expect(found.each).toBeGreaterThan(0);
    },
  );

  it('is asked of each where the copy knows nothing of it yet', async () => {
    const project = await desk(FILES);
    await project.run('create-account staging');
    expect(await asked(project, 'plan staging --output json')).toMatchObject({ exit: 0, copy: 1, each: 1 });
    await later(project.world);
    const more = await asked(project, 'deploy staging --yes --output json');
    expect(more).toMatchObject({ exit: 0, copy: 1, each: 1 });
  });

  it('is asked of the account before anything in it is changed', async () => {
    const project = await deployed();
    await project.write(stackFile('a', { value: 'changed' }));
    const found = await asked(project, `deploy ${BOTH} --yes`);
    expect(found).toMatchObject({ exit: 0, copy: 1, each: 2 });
    expect(found.seen.calls.findLastIndex((call) => call === 'ListTagsForResource')).toBeLessThan(
      found.seen.calls.findIndex((call) => CHANGES.test(call)),
    );
  });

  it.each([
    ['was given to another environment', { add: { 'envctl:environment': 'other' } }, 'NotOwned'],
    ['lost its tags', { remove: ['envctl:project', 'envctl:environment'] }, 'NotOwned'],
    ['is being closed', { add: { 'envctl:closing': '2026-11-21T10:00:00Z' } }, 'AccountNotFound'],
  ])('that %s a moment ago is found out before anything is changed', async (_, change, code) => {
    const project = await deployed();
    await project.write(stackFile('a', { value: 'changed' }));
    await tagged(project, 'prod', change);
    const found = await asked(project, 'deploy prod --yes --output json');
    expect(JSON.parse(found.stdout)).toMatchObject({ errors: [{ code }] });
    expect(found.seen.count(CHANGES)).toBe(0);
  });

  it('is asked of the account before a record is written of what is unchanged', async () => {
    const ending = { 'prod.yaml': { ...FILES['prod.yaml'], expires: '30d' } };
    const writes = async (change: Parameters<typeof tagged>[2]): Promise<Asked> => {
      const project = await deployed();
      await project.write(ending);
      await tagged(project, 'prod', change);
      return asked(project, 'deploy prod --yes --output json');
    };
    const kept = await writes({});
    expect(kept).toMatchObject({ exit: 0, each: 1 });
    expect(kept.seen.count(CHANGES)).toBeGreaterThan(0);
    const lost = await writes({ remove: ['envctl:project', 'envctl:environment'] });
    expect(JSON.parse(lost.stdout)).toMatchObject({ outcome: 'failed', errors: [{ code: 'NotOwned' }] });
    expect(lost.seen.count(CHANGES)).toBe(0);
  });

  it('is asked of the account where the copy does not say what the definition says', async () => {
    const project = await deployed();
    await tagged(project, 'prod', { add: { 'envctl:environment': 'other' } });
    await later(project.world);
    await tagged(project, 'prod', { add: { 'envctl:environment': 'prod' } });
    expect(await asked(project, `plan ${BOTH} --detailed-exitcode`)).toMatchObject({ exit: 0, copy: 1, each: 1 });
  });

  it.each([
    ['the caller may not ask for it', 'AccessDeniedException', 400],
    ['the endpoint does not have it', 'NotImplemented', 501],
    ['the endpoint is down', 'InternalServiceException', 500],
    ['the endpoint cannot be reached', 'TimeoutError', undefined],
  ])('is asked of each account where %s', async (_, name, status) => {
    const project = await deployed();
    const found = await asked(project, `plan ${BOTH}`, (call) => {
      if (call === 'GetResources')
        throw Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: status } });
    });
    expect(found).toMatchObject({ exit: 0, copy: 1, each: 2 });
  });
});
