import type { S3Gateway } from '../../../src/aws/types/account.ts';
import { acquireLock, type Lock, type LockRequest } from '../../../src/bucket/lock.ts';
import type { Clock } from '../../../src/model/clock.ts';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { createWorld, MANAGEMENT, type World } from '../../support/world.ts';

export const BUCKET = 'notes-123456789012-eu-west-1';
export const KEY = 'environments/dev/lock.json';

export interface Process {
  readonly s3: S3Gateway;
  readonly place: { s3: S3Gateway; bucket: string; key: string };
  acquire(more?: Partial<LockRequest>): Promise<Lock>;
}

/** One world with an artifact bucket; each process has connections of its own to it. */
export async function lockWorld(): Promise<{
  world: World;
  clock: Clock;
  start: (user: string, wrap?: (handler: SimulatorHandler) => SimulatorHandler) => Promise<Process>;
}> {
  const world = createWorld();
  const { clock } = world.simulator.settings;
  const start = async (user: string, wrap?: (handler: SimulatorHandler) => SimulatorHandler): Promise<Process> => {
    const run = world.run(wrap ? { wrap } : {});
    const access = {
      account: MANAGEMENT,
      role: null,
      externalId: null,
      profile: null,
      young: false,
      region: 'eu-west-1',
    };
    const s3 = (await run.aws.enter(access)).s3('eu-west-1');
    const place = { s3, bucket: BUCKET, key: KEY };
    const holder = { host: 'build-1', user, pid: 4711, command: 'envctl deploy dev' };
    const rest = { clock, holder, wait: false, signal: new AbortController().signal, isAlive: () => true };
    return { s3, place, acquire: (more = {}) => acquireLock({ ...place, ...rest, ...more }) };
  };
  await (await start('setup')).s3.createBucket(BUCKET);
  return { world, clock, start };
}

/** Lets a request take effect and loses its answer, for the `nth` request that `matches`. */
export function losing(matches: (method: string, path: string) => boolean, nth = 1) {
  return (inner: SimulatorHandler): SimulatorHandler => {
    let count = 0;
    return {
      ...inner,
      async handle(request, options) {
        const answer = await inner.handle(request, options);
        if (!matches(request.method, request.path)) return answer;
        count += 1;
        if (count !== nth) return answer;
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
    };
  };
}

/** A connection that can be cut and mended. */
export function cuttable(): { cut: boolean; wrap: (handler: SimulatorHandler) => SimulatorHandler } {
  const line = {
    cut: false,
    wrap: (inner: SimulatorHandler): SimulatorHandler => ({
      ...inner,
      async handle(request, options) {
        if (line.cut) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        return inner.handle(request, options);
      },
    }),
  };
  return line;
}
