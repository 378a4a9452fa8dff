import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../src/bucket/lock.ts';
import { breakLock, lockBody, readLock } from '../../../src/bucket/lock-object.ts';
import { whileHeld } from '../../../src/bucket/while-held.ts';
import { EnvctlError } from '../../../src/diagnostics/error.ts';
import { refusalOf } from '../../support/thrown.ts';
import { BUCKET, cuttable, KEY, lockWorld, losing } from './lock-world.ts';

const isLock = (method: string) => (requested: string, path: string) =>
  requested === method && path.endsWith('lock.json');

describe('a lock', () => {
  it('is taken, seen, and given back', async () => {
    const { start } = await lockWorld();
    const emma = await start('emma');
    expect(await readLock(emma.place)).toBeNull();
    const lock = await emma.acquire();
    const found = await readLock(emma.place);
    expect(found).toMatchObject({ expired: false, content: { user: 'emma', host: 'build-1', pid: 4711 } });
    await lock.release();
    expect(await readLock(emma.place)).toBeNull();
  });

  it('is held by one, and says who holds it', async () => {
    const { start } = await lockWorld();
    await (await start('emma')).acquire();
    const refusal = await refusalOf((await start('li')).acquire());
    expect(refusal).toMatchObject({ code: 'Locked' });
    for (const part of ['emma', 'build-1', '4711', 'envctl deploy dev', '2026-11-21']) {
      expect(refusal.message).toContain(part);
    }
    expect(refusal.hint).toContain('--wait');
  });

  it('goes to exactly one of many that want it at once', async () => {
    const { start } = await lockWorld();
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((user) => start(user)));
    const outcomes = await Promise.allSettled(people.map((person) => person.acquire()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lives as long as its holder, however long that is', async () => {
    const { start, clock } = await lockWorld();
    const lock = await (await start('emma')).acquire();
    await clock.sleep(3_600_000);
    expect(await refusalOf((await start('li')).acquire())).toMatchObject({ code: 'Locked' });
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
  });

  it('is waited for', async () => {
    const { start, clock } = await lockWorld();
    const lock = await (await start('emma')).acquire();
    const li = await start('li');
    const said: string[] = [];
    const waiting = li.acquire({ wait: true, emit: (message) => void said.push(message) });
    await clock.sleep(300_000);
    await lock.release();
    await (await waiting).release();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('waiting for emma on build-1');
  });

  it('is not waited for when the person has had enough', async () => {
    const { start, clock } = await lockWorld();
    const lock = await (await start('emma')).acquire();
    const stop = new AbortController();
    void clock.sleep(10_000).then(() => stop.abort(new Error('stopped')));
    await expect((await start('li')).acquire({ wait: true, signal: stop.signal })).rejects.toThrow('stopped');
    await lock.release();
  });
});

describe('a lock that was left behind', () => {
  const left = {
    id: 'left',
    host: 'build-1',
    user: 'emma',
    pid: 17,
    command: 'envctl deploy dev',
    since: 0,
    released: false,
  };

  async function worldWithLeftLock() {
    const world = await lockWorld();
    const process = await world.start('emma');
    await process.s3.putObject({ bucket: BUCKET, key: KEY, body: lockBody(left, 0) });
    return { ...world, process };
  }

  it('is taken over after a minute by AWS’s clock, not before', async () => {
    const { start, clock } = await worldWithLeftLock();
    const li = await start('li');
    await clock.sleep(59_000);
    expect(await refusalOf(li.acquire())).toMatchObject({ code: 'Locked' });
    await clock.sleep(3_000);
    const lock = await li.acquire();
    expect((await readLock(li.place))?.content.user).toBe('li');
    await lock.release();
  });

  it('by a process of the same person and machine that has gone is taken over at once', async () => {
    const { process } = await worldWithLeftLock();
    const asked: number[] = [];
    const isAlive = (pid: number): boolean => asked.push(pid) < 0;
    await (await process.acquire({ isAlive })).release();
    expect(asked).toEqual([17]);
  });

  it('is known to be left behind by asking the machine', async () => {
    const { process: emma, clock } = await worldWithLeftLock();
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const holder = { host: 'build-1', user: 'emma', pid: process.pid, command: 'envctl deploy dev' };
    const request = { ...emma.place, clock, holder, wait: false, signal: new AbortController().signal };
    const leave = (pid: number) => emma.s3.putObject({ bucket: BUCKET, key: KEY, body: lockBody({ ...left, pid }, 0) });
    await leave(process.ppid);
    expect(await refusalOf(acquireLock(request))).toMatchObject({ code: 'Locked' });
    await leave(gone);
    await (await acquireLock(request)).release();
  });

  it.each([
    ['that is still there', { isAlive: () => true }, {}],
    ['of another machine', { isAlive: () => false }, { host: 'build-2' }],
    ['of another person', { isAlive: () => false }, { user: 'li' }],
  ])('by a process %s is not', async (_, { isAlive }, other) => {
    const { process } = await worldWithLeftLock();
    const holder = { host: 'build-1', user: 'emma', pid: 99, command: 'envctl deploy dev', ...other };
    expect(await refusalOf(process.acquire({ isAlive, holder }))).toMatchObject({ code: 'Locked' });
  });

  it('goes to exactly one of many that take it over at once', async () => {
    const { start, clock } = await worldWithLeftLock();
    await clock.sleep(120_000);
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((user) => start(user)));
    const outcomes = await Promise.allSettled(people.map((person) => person.acquire()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('and cannot be read is somebody’s all the same', async () => {
    const { start, process, clock } = await worldWithLeftLock();
    await process.s3.putObject({ bucket: BUCKET, key: KEY, body: '[not json' });
    const refusal = await refusalOf((await start('li')).acquire({ isAlive: () => false }));
    expect(refusal.message).toContain('unknown');
    await clock.sleep(62_000);
    await (await process.acquire()).release();
  });

  it.each([1e300, -1e300, 8.64e15 + 1])(
    'and says that it was taken at %d is somebody’s all the same',
    async (since) => {
      const { start, process } = await worldWithLeftLock();
      await process.s3.putObject({ bucket: BUCKET, key: KEY, body: lockBody({ ...left, since }, 0) });
      expect(await refusalOf((await start('li')).acquire())).toMatchObject({ code: 'Locked' });
    },
  );

  it('is broken only as it was seen', async () => {
    const { start, process } = await worldWithLeftLock();
    const found = await readLock(process.place);
    if (!found) throw new Error('no lock');
    expect(await breakLock(process.place, found)).toBe(true);
    const lock = await (await start('li')).acquire();
    expect(await breakLock(process.place, found)).toBe(false);
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
  });
});

describe('a lost answer', () => {
  it('to the write that took the lock does not lock us out', async () => {
    const { start } = await lockWorld();
    const emma = await start('emma', losing(isLock('PUT')));
    const lock = await emma.acquire();
    await lock.release();
    expect(await readLock(emma.place)).toBeNull();
  });

  it('to a renewal does not lose it', async () => {
    const { start, clock } = await lockWorld();
    const emma = await start('emma', losing(isLock('PUT'), 2));
    const lock = await emma.acquire();
    await clock.sleep(70_000);
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
    expect(await readLock(emma.place)).toBeNull();
  });

  it('to the release leaves nothing behind', async () => {
    const { start } = await lockWorld();
    const emma = await start('emma', losing(isLock('DELETE')));
    await (await emma.acquire()).release();
    expect(await readLock(emma.place)).toBeNull();
  });
});

describe('a holder', () => {
  it('whose lock was broken and taken by another is told, and leaves the other’s alone', async () => {
    const { start, clock } = await lockWorld();
    const emma = await start('emma');
    const lock = await emma.acquire();
    const found = await readLock(emma.place);
    if (!found) throw new Error('no lock');
    await breakLock(emma.place, found);
    const li = await start('li');
    const theirs = await li.acquire();
    await clock.sleep(21_000);
    expect(lock.lost.aborted).toBe(true);
    expect(lock.lost.reason).toBeInstanceOf(EnvctlError);
    expect(lock.lost.reason).toMatchObject({ code: 'Locked' });
    await lock.release();
    expect((await readLock(li.place))?.content.user).toBe('li');
    await theirs.release();
  });

  it('who cannot reach AWS for a minute is told, before anybody else can have it', async () => {
    const { start, clock } = await lockWorld();
    const line = cuttable();
    const emma = await start('emma', line.wrap);
    const lock = await emma.acquire();
    const begin = clock.now();
    line.cut = true;
    await new Promise((resolve) => lock.lost.addEventListener('abort', resolve));
    expect(clock.now() - begin).toBeGreaterThan(40_000);
    expect(clock.now() - begin).toBeLessThanOrEqual(60_000);
    line.cut = false;
    await lock.release();
  });

  it('whose machine slept changes nothing when it wakes up, before any renewal could tell it', async () => {
    const { start, clock } = await lockWorld();
    let asleep = 0;
    const sleepy = { ...clock, now: () => clock.now() + asleep };
    const emma = await start('emma');
    const lock = await emma.acquire({ clock: sleepy });
    const s3 = whileHeld(emma.s3, lock);
    await s3.putObject({ bucket: BUCKET, key: 'before', body: 'x' });
    asleep = 3_600_000;
    const late = refusalOf((async () => s3.putObject({ bucket: BUCKET, key: 'after', body: 'x' }))());
    expect(await late).toMatchObject({ code: 'Locked', message: 'the lock could not be renewed for 60 seconds' });
    expect(lock.lost.aborted).toBe(true);
    expect((await emma.s3.list(BUCKET, '')).map(({ key }) => key)).toEqual(['before', KEY]);
    await lock.release();
  });

  it.each([-3_600_000, 3_600_000])(
    'whose clock is wrong by %i ms holds its lock, and cannot take a live one',
    async (wrong) => {
      const { start, clock } = await lockWorld();
      const off = { ...clock, now: () => clock.now() + wrong };
      const emma = await start('emma');
      const li = await start('li');
      const lock = await emma.acquire({ clock: off });
      await clock.sleep(300_000);
      expect(lock.lost.aborted).toBe(false);
      expect(await refusalOf(li.acquire())).toMatchObject({ code: 'Locked' });
      await lock.release();
      const theirs = await li.acquire();
      await clock.sleep(100_000);
      expect(await refusalOf(emma.acquire({ clock: off }))).toMatchObject({ code: 'Locked' });
      const waiting = emma.acquire({ clock: off, wait: true });
      await clock.sleep(30_000);
      await theirs.release();
      await (await waiting).release();
    },
  );

  it('who cannot reach AWS for half a minute is not', async () => {
    const { start, clock } = await lockWorld();
    const line = cuttable();
    const emma = await start('emma', line.wrap);
    const lock = await emma.acquire();
    await clock.sleep(15_000);
    line.cut = true;
    await clock.sleep(30_000);
    line.cut = false;
    await clock.sleep(120_000);
    expect(lock.lost.aborted).toBe(false);
    expect(await refusalOf((await start('li')).acquire())).toMatchObject({ code: 'Locked' });
    await lock.release();
  });
});
