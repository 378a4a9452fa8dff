import { setTimeout as realSleep } from 'node:timers/promises';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { scaledClock } from '../../../src/simulator/scaled-clock.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { seedOrganization } from '../../../src/simulator/seed.ts';
import { createSimulator } from '../../../src/simulator/simulator.ts';
import { KEY, START } from './kernel-world.ts';

const HOUR = 3_600_000;

describe('virtualClock', () => {
  it('lets a thousand sleepers wake in the order in which they are due, at their own time', async () => {
    const clock = virtualClock(0);
    const woke: number[] = [];
    const delays = Array.from({ length: 1000 }, (_, index) => ((index * 7919) % 1000) * HOUR);
    await Promise.all(
      delays.map(async (delay) => {
        await clock.sleep(delay);
        expect(clock.now()).toBe(delay);
        woke.push(delay);
      }),
    );
    expect(woke).toEqual(delays.toSorted((a, b) => a - b));
  });

  it('wakes those that are due at the same moment in the order in which they went to sleep', async () => {
    const clock = virtualClock(0);
    const woke: string[] = [];
    await Promise.all(['a', 'b', 'c'].map((name) => clock.sleep(5).then(() => woke.push(name))));
    expect(woke).toEqual(['a', 'b', 'c']);
  });

  it('lets what a sleeper does next go first: a nested sleep that is due earlier wakes earlier', async () => {
    const clock = virtualClock(0);
    const log: string[] = [];
    const nested = async (): Promise<void> => {
      await clock.sleep(10);
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      await clock.sleep(10);
      log.push(`nested ${String(clock.now())}`);
    };
    await Promise.all([nested(), clock.sleep(25).then(() => log.push(`plain ${String(clock.now())}`))]);
    expect(log).toEqual(['nested 20', 'plain 25']);
  });

  it('stands still while work is in flight', async () => {
    const clock = virtualClock(0);
    const work = clock.during(realSleep(30, 'done'));
    const sleeping = clock.sleep(HOUR).then(() => clock.now());
    await realSleep(15);
    expect(clock.now()).toBe(0);
    expect(await work).toBe('done');
    expect(await sleeping).toBe(HOUR);
  });

  it('goes on after work that failed', async () => {
    const clock = virtualClock(0);
    await expect(clock.during(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await clock.sleep(HOUR);
    expect(clock.now()).toBe(HOUR);
  });

  it('rejects an aborted sleep at once and does not let its time pass', async () => {
    const clock = virtualClock(0);
    const stop = new AbortController();
    const held = clock.during(realSleep(10));
    const sleeping = clock.sleep(HOUR, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(sleeping).rejects.toThrow('stopped');
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('stopped');
    await held;
    await clock.sleep(5);
    expect(clock.now()).toBe(5);
  });

  it('is the same twice', async () => {
    const run = async (): Promise<string[]> => {
      const clock = virtualClock(0);
      const log: string[] = [];
      const worker = async (name: string, step: number): Promise<void> => {
        for (let round = 0; round < 5; round += 1) {
          await clock.sleep(step);
          log.push(`${name} ${String(clock.now())}`);
        }
      };
      await Promise.all([worker('a', 3), worker('b', 5), worker('c', 15)]);
      return log;
    };
    expect(await run()).toEqual(await run());
  });
});

describe('scaledClock', () => {
  it('runs faster than the machine by its factor', async () => {
    const clock = scaledClock(100, 1000);
    const before = clock.now();
    await clock.sleep(2000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(1900);
    expect(clock.now() - before).toBeLessThan(60_000);
  });
});

describe('a simulator on a virtual clock', () => {
  it('lets clients that poll side by side wait for as long as AWS takes, and no longer', async () => {
    const clock = virtualClock(START);
    const simulator = createSimulator({ settings: { clock, createAccountMs: 10_000 } });
    seedOrganization(simulator.state);
    const client = new OrganizationsClient({
      region: 'eu-west-1',
      credentials: KEY,
      requestHandler: simulatorHandler(simulator),
    });
    const create = async (name: string, interval: number): Promise<number> => {
      const command = new CreateAccountCommand({ Email: `${name}@example.com`, AccountName: name });
      const { CreateAccountStatus } = await client.send(command);
      for (;;) {
        await clock.sleep(interval);
        const poll = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id });
        const { CreateAccountStatus: status } = await client.send(poll);
        if (status?.State === 'SUCCEEDED') return clock.now() - START;
      }
    };
    expect(await Promise.all([create('a', 5000), create('b', 3000), create('c', 1000)])).toEqual([
      10_000, 12_000, 10_000,
    ]);
  });
});
