import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const DEPLOY = 'deploy dev --yes --output json';

function project(command: string): Promise<Desk> {
  return desk({ 'dev.yaml': hooked(command), ...stackFile('a'), ...stackFile('b') });
}

function hooked(command: string): JsonObject {
  return definition({ a: service('a', { after: { command } }), b: service('b', { dependsOn: ['a'] }) });
}

describe('the command after a service', () => {
  it('gets the outputs, and where it is', async () => {
    const { run, root } = await project('env | grep ^ENVCTL_ | sort > seen.txt');
    expect((await run(DEPLOY)).exit).toBe(0);
    const seen = await readFile(join(root, 'stack/seen.txt'), 'utf8');
    expect(seen).toMatch(/^ENVCTL_OUTPUT_Name=.+$/m);
    expect(seen).toContain('ENVCTL_HOOK_ENVIRONMENT=dev\nENVCTL_HOOK_REGION=eu-west-1\nENVCTL_HOOK_SERVICE=a');
  });

  it('runs when something has changed, and only then', async () => {
    const { run, root, write } = await project('echo x >> count.txt');
    const count = async () => (await readFile(join(root, 'stack/count.txt'), 'utf8')).length / 2;
    await run(DEPLOY);
    await run(DEPLOY);
    expect(await count()).toBe(1);
    await write(stackFile('a', { value: 'y' }));
    await run(DEPLOY);
    expect(await count()).toBe(2);
  });

  it('fails its service when it fails, with its last words, and what waits for it is not begun', async () => {
    const { run } = await project('echo before; echo no database >&2; exit 3');
    const { exit, json } = await run(DEPLOY);
    expect(exit).toBe(1);
    expect(json()).toMatchObject({
      error: { code: 'HookFailed', cause: expect.stringContaining('no database') as string },
      services: [
        { service: 'a', outcome: 'failed' },
        { service: 'b', outcome: 'skipped', reason: 'a failed' },
      ],
    });
  });

  it('runs again after it failed, although the stack is up', async () => {
    const { run, write } = await project('exit 3');
    await run(DEPLOY);
    const still = await run(DEPLOY);
    expect(still.exit).toBe(1);
    expect(still.json()['error']).toMatchObject({ code: 'HookFailed' });
    await write({ 'dev.yaml': hooked('true') });
    const mended = await run(DEPLOY);
    expect(mended.exit).toBe(0);
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('is stopped by Ctrl-C, which says so, and runs again the next time', async () => {
    const { run, world, write } = await project('echo x > begun.txt; sleep 60');
    const stop = new AbortController();
    const interrupt = (): void => stop.abort(new DOMException('interrupted', 'AbortError'));
    const since = world.events.length;
    const running = run(DEPLOY, { signal: stop.signal });
    await vi.waitFor(
      () => expect(world.events.slice(since).some(({ message }) => message.startsWith('running'))).toBe(true),
      60_000,
    );
    interrupt();
    const { exit, json } = await running;
    expect(exit).toBe(130);
    expect(json()).toMatchObject({
      error: {
        code: 'Interrupted',
        message: 'interrupted: the command after service "a" was stopped; its stack is up',
        hint: 'run the same command again: it runs that command again',
      },
      services: [
        { service: 'a', outcome: 'failed' },
        { service: 'b', outcome: 'skipped', reason: 'a was interrupted' },
      ],
    });
    await write({ 'dev.yaml': hooked('true') });
    const planned = await run('plan dev --output json');
    expect(planned.json()).toMatchObject({
      changes: 2,
      services: [{ action: 'none', unfinished: ['command', 'outputs'] }, {}],
    });
    expect((await run('plan dev')).stdout).toMatch(
      /~ a +the command after it runs again[^]*1 service to create, 1 to finish/,
    );
    expect((await run(DEPLOY)).json()).toMatchObject({ outcome: 'succeeded' });
  });

  it('takes no simulated time', async () => {
    const { run } = await project('sleep 0.3');
    const { json } = await run(DEPLOY);
    expect(json()['seconds']).toBeLessThan(60);
  });
});
