import { acquireLock, type Lock } from '../../bucket/lock.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { AccountGateways } from '../../aws/types/account.ts';
import type { Environment } from '../../model/environment.ts';
import { bucketName, lockKey } from '../../model/names.ts';
import type { Run } from '../../model/run.ts';
import type { Host } from '../../host.ts';

export interface LockInput {
  readonly environment: Environment;
  readonly gateways: AccountGateways;
  readonly host: Host;
  readonly run: Run;
  readonly command: string;
  readonly wait: boolean;
}

/** Takes the lock of one environment. Throws Locked. Null for an environment that does without an artifact bucket: there is no place for a lock. */
export async function lockEnvironment({
  environment,
  gateways,
  host,
  run,
  command,
  wait,
}: LockInput): Promise<Lock | null> {
  if (!environment.baseline.artifacts) return null;
  let hasWaited = false;
  const tell = (phase: 'waiting' | 'done', message: string): void =>
    run.emit({ environment: environment.name, subject: 'lock', phase, message });
  const lock = await acquireLock({
    s3: gateways.s3(environment.region),
    bucket: bucketName(environment.project, gateways.account, environment.region),
    key: lockKey(environment.name),
    clock: run.clock,
    holder: { host: host.hostname, user: host.user, pid: host.pid, command },
    wait,
    emit: (message) => {
      hasWaited = true;
      tell('waiting', message);
    },
    signal: run.signal,
  });
  if (hasWaited) tell('done', 'taken');
  return lock;
}

/** Locks that are given back together, whatever happened. */
export class Locks {
  private readonly held = new Map<string, Lock | null>();

  add(environment: string, lock: Lock | null): void {
    this.held.set(environment, lock);
  }

  /**
   * Takes all of them at once. Where somebody else has one, those that were got are given back, and all are taken one after another,
   * in order of name: of two runs that want the same ones, neither then has what the other one lacks. Throws Locked.
   */
  async take(wanted: readonly LockInput[]): Promise<void> {
    const results = await Promise.allSettled(wanted.map((one) => this.takeOne({ ...one, wait: false })));
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    if (failed.length === 0) return;
    const other = failed.find((error) => !(error instanceof EnvctlError && error.code === 'Locked'));
    if (other !== undefined) throw other;
    await this.release(wanted.map(({ environment }) => environment.name));
    const byName = wanted.toSorted((a, b) => (a.environment.name < b.environment.name ? -1 : 1));
    for (const one of byName) await this.takeOne(one);
  }

  private async takeOne(input: LockInput): Promise<void> {
    this.add(input.environment.name, await lockEnvironment(input));
  }

  has(environment: string): boolean {
    return this.held.has(environment);
  }

  /** Null for an environment without a lock. */
  of(environment: string): Lock | null {
    return this.held.get(environment) ?? null;
  }

  async release(environments: readonly string[] = [...this.held.keys()]): Promise<void> {
    const locks = environments.map((name) => this.held.get(name));
    for (const name of environments) this.held.delete(name);
    await Promise.allSettled(locks.map(async (lock) => lock?.release()));
  }
}
