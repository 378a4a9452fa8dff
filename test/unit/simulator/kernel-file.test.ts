import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EnvctlError } from '../../../src/diagnostics/error.ts';
import { openSimulatorFile } from '../../../src/simulator/file.ts';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'simulator-')), '.envctl', 'simulator.json');

describe('openSimulatorFile', () => {
  it('begins with an empty world and gives back what was saved, to its owner only', async () => {
    const path = fresh();
    const first = await openSimulatorFile(path);
    expect(first.state.services).toEqual({});
    first.state.services['ssm'] = { value: 1 };
    first.close();
    const second = await openSimulatorFile(path);
    expect(second.state.services).toEqual({ ssm: { value: 1 } });
    second.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('has on disk what was saved before the process was killed', async () => {
    const path = fresh();
    const file = await openSimulatorFile(path);
    file.state.sequence = 7;
    file.save();
    file.state.sequence = 8;
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ sequence: 7 });
    file.close();
  });

  it('makes a second wait for the first and tells of it once', async () => {
    const path = fresh();
    const first = await openSimulatorFile(path);
    const waits: number[] = [];
    const second = openSimulatorFile(path, { onWait: (pid) => waits.push(pid) });
    await new Promise((resolve) => setTimeout(resolve, 150));
    first.state.sequence = 42;
    first.close();
    const opened = await second;
    expect(opened.state.sequence).toBe(42);
    expect(waits).toEqual([process.pid]);
    opened.close();
  });

  it('stops waiting when it is told to', async () => {
    const path = fresh();
    const first = await openSimulatorFile(path);
    const stop = new AbortController();
    const second = openSimulatorFile(path, { signal: stop.signal });
    stop.abort(new Error('interrupted'));
    await expect(second).rejects.toThrow('interrupted');
    first.close();
  });

  it('takes over the lock of a process that is gone', async () => {
    const path = fresh();
    (await openSimulatorFile(path)).close();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(`${path}.lock`, String(gone));
    const file = await openSimulatorFile(path);
    expect(readFileSync(`${path}.lock`, 'utf8')).toBe(String(process.pid));
    file.close();
  });

  it.each([
    ['no JSON', '{"version":', 'is damaged'],
    ['another document', '{"version":1}', 'does not hold the state of a simulator'],
    ['a broken queue', '{"version":1,"sequence":1,"now":1,"queue":[{}],"services":{}}', 'does not hold the state'],
    ['a newer format', '{"version":2,"world":{}}', 'was written by a newer envctl (format 2)'],
  ])('refuses %s, keeps it, and lets go of the lock', async (_, content, message) => {
    const path = fresh();
    (await openSimulatorFile(path)).close();
    writeFileSync(path, content);
    const refusal = await openSimulatorFile(path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvctlError);
    expect(refusal).toMatchObject({ code: 'UsageInvalid', message: expect.stringContaining(message) as string });
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});
