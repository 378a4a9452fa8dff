import { describe, expect, it } from 'vitest';
import { readLock } from '../../../src/bucket/lock-object.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { scripted } from '../../support/host.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { MANAGEMENT } from '../../support/world.ts';

const BUCKET = `notes-${MANAGEMENT}-${REGION}`;
const KEY = 'locks/dev.json';

interface Locked extends Desk {
  lock(id: string): Promise<void>;
  isLocked(): Promise<boolean>;
}

async function project(): Promise<Locked> {
  const one = await desk({ 'dev.yaml': definition({ a: service('a') }), ...stackFile('a') });
  await one.run('deploy dev --yes');
  const s3 = (await enter(one.world)).s3(REGION);
  const lock = async (id: string): Promise<void> => {
    const content = {
      version: 1,
      id,
      host: 'runner',
      user: 'ci',
      pid: 17,
      command: 'deploy',
      since: one.world.simulator.settings.clock.now(),
    };
    await s3.putObject({ bucket: BUCKET, key: KEY, body: JSON.stringify(content) });
  };
  return { ...one, lock, isLocked: async () => (await readLock({ s3, bucket: BUCKET, key: KEY })) !== null };
}

describe('unlock', () => {
  it('shows who holds the lock, asks, and breaks it', async () => {
    const { run, lock, isLocked } = await project();
    await lock('one');
    const prompter = scripted(true);
    const done = await run('unlock dev', { prompter });
    expect(done.exit).toBe(0);
    expect(done.stderr).toContain('dev is locked by ci on runner (deploy, process 17) since 2026-11-21T10:');
    expect(prompter.questions).toEqual(['Break the lock of dev?']);
    expect(await isLocked()).toBe(false);
    expect((await run('deploy dev --yes')).exit).toBe(0);
  });

  it('has nothing to do when nobody holds it, and asks nobody', async () => {
    const { run } = await project();
    expect((await run('unlock dev --output json')).json()).toEqual({ environment: 'dev', outcome: 'free', lock: null });
  });

  it.each([
    ['where nobody can be asked', null],
    ['when the answer is no', scripted(false)],
  ])('leaves it alone %s', async (_, prompter) => {
    const { run, lock, isLocked } = await project();
    await lock('one');
    const refused = await run('unlock dev', { prompter });
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('ConfirmationRequired');
    expect(await isLocked()).toBe(true);
  });

  it('goes on without a question with --yes', async () => {
    const { run, lock } = await project();
    await lock('one');
    expect((await run('unlock dev --yes --output json')).json()).toEqual({
      environment: 'dev',
      outcome: 'broken',
      lock: {
        host: 'runner',
        user: 'ci',
        command: 'deploy',
        since: expect.stringMatching(/^2026-11-21T10:/) as string,
      },
    });
  });

  it('breaks the lock that was shown, also when it was renewed meanwhile; never another one', async () => {
    for (const [next, exit] of [
      ['one', 0],
      ['two', 3],
    ] as const) {
      const { run, lock, isLocked } = await project();
      await lock('one');
      const prompter = scripted(true);
      const confirm = async (question: string): Promise<boolean | null> => {
        await lock(next);
        return prompter.confirm(question);
      };
      const done = await run('unlock dev', { prompter: { ...prompter, confirm } });
      expect(done.exit).toBe(exit);
      expect(await isLocked()).toBe(exit !== 0);
    }
  });

  it('breaks nothing that changes in the very moment', async () => {
    const { run, lock, isLocked } = await project();
    await lock('one');
    let changed = false;
    const { wrap } = wire(async (call) => {
      if (changed || !/^(PUT|DELETE) .*locks/.test(call)) return;
      changed = true;
      await lock('two');
    });
    expect((await run('unlock dev --yes', { aws: { wrap } })).exit).toBe(3);
    expect(changed).toBe(true);
    expect(await isLocked()).toBe(true);
  });
});
