import { describe, expect, it } from 'vitest';
import type { CloudFormationGateway, Stack } from '../../../src/aws/types/cloudformation.ts';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { EnvctlError } from '../../../src/diagnostics/error.ts';
import { Pace } from '../../../src/execute/pace.ts';
import { inProgress, StackWatcher } from '../../../src/execute/watch.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';
import { stack } from '../../support/plan.ts';
import { refusalOf } from '../../support/thrown.ts';

type Look = readonly Stack[] | Error;

/** A gateway whose every look is given; the last one is repeated. */
function scripted(...looks: readonly Look[]) {
  const asked: string[] = [];
  const next = (): readonly Stack[] => {
    const look = looks[Math.min(asked.length, looks.length) - 1] ?? [];
    if (look instanceof Error) throw look;
    return look;
  };
  const gateway: Pick<CloudFormationGateway, 'sweep' | 'describe'> = {
    sweep: async () => {
      asked.push('sweep');
      return [...next()];
    },
    describe: async (id) => {
      asked.push(id);
      return next().find((one) => one.id === id) ?? null;
    },
  };
  const clock = virtualClock(0);
  const stop = new AbortController();
  const pace = new Pace();
  return {
    asked,
    clock,
    stop,
    pace,
    watcher: new StackWatcher(gateway as CloudFormationGateway, { clock, signal: stop.signal, pace }),
  };
}

const a = (status: string, given: Partial<Stack> = {}): Stack => stack('a', { id: 'id-a', status, ...given });
const b = (status: string): Stack => stack('b', { id: 'id-b', status });
const ignore = (): void => undefined;

describe('waiting for a stack', () => {
  it('ends when it is no longer in progress, and tells each status once', async () => {
    const { watcher } = scripted([a('CREATE_IN_PROGRESS')], [a('CREATE_IN_PROGRESS')], [a('CREATE_COMPLETE')]);
    const statuses: string[] = [];
    expect(await watcher.settled('id-a', null, (status) => statuses.push(status))).toMatchObject({
      status: 'CREATE_COMPLETE',
    });
    expect(statuses).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  });

  it('does not judge a stack by a look that was under way when it came', async () => {
    const clock = virtualClock(0);
    const waiting: ((stacks: Stack[]) => void)[] = [];
    const gateway: Pick<CloudFormationGateway, 'sweep' | 'describe'> = {
      sweep: async () => [a('CREATE_COMPLETE'), b('CREATE_COMPLETE')],
      describe: (id) =>
        new Promise((resolve) => waiting.push((stacks) => resolve(stacks.find((one) => one.id === id) ?? null))),
    };
    const watcher = new StackWatcher(gateway as CloudFormationGateway, {
      clock,
      signal: new AbortController().signal,
      pace: new Pace(),
    });
    const first = watcher.settled('id-a', null, ignore);
    while (waiting.length === 0) await clock.sleep(100);
    const second = watcher.settled('id-b', null, ignore);
    waiting[0]?.([a('CREATE_IN_PROGRESS')]);
    expect((await Promise.all([first, second])).map(({ name }) => name)).toEqual([a('').name, b('').name]);
  });

  it('does not believe a look that came too early', async () => {
    const before = a('UPDATE_COMPLETE', { updated: 1 });
    const after = a('UPDATE_COMPLETE', { updated: 2 });
    const { watcher, asked } = scripted([before], [before], [after]);
    expect(await watcher.settled('id-a', before, ignore)).toEqual(after);
    expect(asked).toHaveLength(3);
  });

  it('believes it once the operation was seen: a stack may end as it began', async () => {
    const before = a('UPDATE_ROLLBACK_FAILED');
    const { watcher } = scripted([before], [a('UPDATE_ROLLBACK_IN_PROGRESS')], [before]);
    expect(await watcher.settled('id-a', before, ignore)).toEqual(before);
  });

  it('believes it after a while also when the operation was over before it was seen', async () => {
    const before = a('DELETE_FAILED');
    const { watcher, clock } = scripted([before]);
    expect(await watcher.settled('id-a', before, ignore)).toEqual(before);
    expect(clock.now()).toBeLessThan(60_000);
  });

  it('waits for what has not begun yet', async () => {
    const { watcher } = scripted([a('REVIEW_IN_PROGRESS')], [a('CREATE_COMPLETE')]);
    expect(await watcher.settled('id-a', null, ignore)).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('fails when the stack is nowhere to be found', async () => {
    await expect(scripted([]).watcher.settled('id-a', null, ignore)).rejects.toThrow('id-a cannot be found');
  });

  it('looks less and less often, and never less than every half minute', async () => {
    const looks = [...Array.from({ length: 200 }, (): Look => [a('CREATE_IN_PROGRESS')]), [a('CREATE_COMPLETE')]];
    const { watcher, clock } = scripted(...looks);
    await watcher.settled('id-a', null, ignore);
    expect(clock.now()).toBeGreaterThan(200 * 1_000);
    expect(clock.now()).toBeLessThanOrEqual(201 * 30_000);
  });
});

describe('waiting for what takes long, as is known of it', () => {
  const going = Array.from({ length: 40 }, (): Look => [a('CREATE_IN_PROGRESS')]);
  const foreseen = { kind: 'create', expected: 600_000 } as const;

  it('looks less often while its end is far', async () => {
    const { watcher, clock } = scripted(...going, [a('CREATE_COMPLETE')]);
    await watcher.settled('id-a', null, ignore, null, foreseen);
    const other = scripted(...going, [a('CREATE_COMPLETE')]);
    await other.watcher.settled('id-a', null, ignore);
    expect(clock.now()).toBeGreaterThan(2 * other.clock.now());
  });

  it('looks as often as ever once it goes back', async () => {
    const back = Array.from({ length: 20 }, (): Look => [a('ROLLBACK_IN_PROGRESS')]);
    const { watcher, clock } = scripted(...going, ...back, [a('ROLLBACK_COMPLETE')]);
    let turned = 0;
    const onStatus = (status: string): void => {
      if (status === 'ROLLBACK_IN_PROGRESS') turned = clock.now();
    };
    await watcher.settled('id-a', null, onStatus, null, foreseen);
    expect(clock.now() / turned).toBeLessThan(1.04 ** 20);
  });
});

describe('waiting for several', () => {
  it('takes one request a look, whoever waits', async () => {
    const { watcher, asked } = scripted(
      [a('CREATE_IN_PROGRESS'), b('CREATE_IN_PROGRESS')],
      [a('CREATE_COMPLETE'), b('CREATE_COMPLETE')],
    );
    await Promise.all([watcher.settled('id-a', null, ignore), watcher.settled('id-b', null, ignore)]);
    expect(asked).toEqual(['sweep', 'sweep']);
  });

  it('asks by id for one that a sweep no longer shows, because it is deleted', async () => {
    const { watcher, asked } = scripted([b('CREATE_COMPLETE')], [a('DELETE_COMPLETE'), b('CREATE_COMPLETE')]);
    const both = await Promise.all([watcher.settled('id-a', null, ignore), watcher.settled('id-b', null, ignore)]);
    expect(both.map(({ status }) => status)).toEqual(['DELETE_COMPLETE', 'CREATE_COMPLETE']);
    expect(asked).toEqual(['sweep', 'id-a']);
  });

  it('goes on for the others when one has ended, and starts anew for one that comes later', async () => {
    const { watcher } = scripted(
      [a('CREATE_COMPLETE'), b('CREATE_IN_PROGRESS')],
      [b('CREATE_COMPLETE')],
      [a('UPDATE_COMPLETE')],
    );
    await Promise.all([watcher.settled('id-a', null, ignore), watcher.settled('id-b', null, ignore)]);
    expect(await watcher.settled('id-a', null, ignore)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  });
});

describe('one that comes while the others have been under way for long', () => {
  it('is looked at as soon as if it were alone', async () => {
    const { watcher, clock, asked } = scripted(
      ...Array.from({ length: 60 }, (): Look => [a('CREATE_IN_PROGRESS'), b('CREATE_IN_PROGRESS')]),
      [a('CREATE_COMPLETE'), b('CREATE_COMPLETE')],
    );
    const long = watcher.settled('id-a', null, ignore);
    await clock.sleep(200_000);
    const before = asked.length;
    const late = watcher.settled('id-b', null, ignore);
    await clock.sleep(1_100);
    expect(asked.length).toBe(before + 1);
    await Promise.all([long, late]);
  });
});

describe('looks that are lost', () => {
  const lost = new Error('socket hang up');
  const denied = new EnvctlError([diagnostic('AccessDenied', 'no')]);

  it('are no failure of the deployment', async () => {
    const { watcher } = scripted(lost, lost, lost, lost, lost, lost, lost, lost, lost, [a('CREATE_COMPLETE')]);
    expect(await watcher.settled('id-a', null, ignore)).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('are counted in a row', async () => {
    const looks = Array.from({ length: 30 }, (_, index): Look => (index % 3 === 2 ? [a('CREATE_IN_PROGRESS')] : lost));
    const { watcher } = scripted(...looks, [a('CREATE_COMPLETE')]);
    expect(await watcher.settled('id-a', null, ignore)).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('end the watch after ten in a row, for all who wait', async () => {
    const { watcher, asked } = scripted(lost);
    const waiting = [watcher.settled('id-a', null, ignore), watcher.settled('id-b', null, ignore)];
    for (const one of await Promise.allSettled(waiting))
      expect(one).toMatchObject({ status: 'rejected', reason: lost });
    expect(asked).toHaveLength(10);
  });

  it('end it at once when we may not look', async () => {
    const { watcher, asked } = scripted(denied);
    expect(await refusalOf(watcher.settled('id-a', null, ignore))).toMatchObject({ code: 'AccessDenied' });
    expect(asked).toHaveLength(1);
  });

  it('end when the person has asked to stop', async () => {
    const { watcher, stop } = scripted([a('CREATE_IN_PROGRESS')]);
    const waiting = watcher.settled('id-a', null, () => stop.abort(new DOMException('interrupted', 'AbortError')));
    await expect(waiting).rejects.toThrow('interrupted');
  });
});

it.each([
  ['CREATE_IN_PROGRESS', true],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', true],
  ['CREATE_COMPLETE', false],
])('%s keeps dependents waiting: %s', (status, waits) => {
  expect(inProgress(status)).toBe(waits);
});
