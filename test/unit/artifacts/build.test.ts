import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runBuild, type BuildInput } from '../../../src/artifacts/build.ts';
import { Builds } from '../../../src/artifacts/builds.ts';
import { project, type Project } from './project.ts';

const at = { file: '/dev.yaml', line: 3, column: 5 };
const never = new AbortController().signal;

function build(place: Project, command: string, more: Partial<BuildInput> = {}): BuildInput {
  const names = { project: 'notes', environment: 'dev', service: 'users', region: 'eu-west-1' };
  return { command, directory: place.root, ...names, config: { a: 1 }, at, ...more };
}

describe('runBuild', () => {
  it('runs through the shell in its directory, with what describes the environment', async () => {
    const place = project();
    const command =
      'echo "$ENVCTL_BUILD_PROJECT $ENVCTL_BUILD_ENVIRONMENT $ENVCTL_BUILD_SERVICE $ENVCTL_BUILD_REGION" > out && cp "$ENVCTL_BUILD_CONFIG" config';
    expect(await runBuild(build(place, command), () => {}, never)).toBeNull();
    expect(readFileSync(path.join(place.root, 'out'), 'utf8')).toBe('notes dev users eu-west-1\n');
    expect(readFileSync(path.join(place.root, 'config'), 'utf8')).toBe('{\n  "a": 1\n}\n');
  });

  it('gives the configuration value by value, too', async () => {
    const place = project();
    const config = { feature: { newEditor: true } };
    await runBuild(build(place, 'echo "$ENVCTL_BUILD_CONFIG_FEATURE_NEW_EDITOR" > out', { config }), () => {}, never);
    expect(readFileSync(path.join(place.root, 'out'), 'utf8')).toBe('true\n');
  });

  it('removes the file with the configuration', async () => {
    const lines: string[] = [];
    await runBuild(build(project(), 'echo "$ENVCTL_BUILD_CONFIG"'), (line) => lines.push(line), never);
    expect(lines).toHaveLength(1);
    expect(existsSync(path.dirname(lines[0]!))).toBe(false);
  });

  it('passes on what is printed, line by line', async () => {
    const lines: string[] = [];
    await runBuild(build(project(), 'echo one; echo two >&2'), (line) => lines.push(line), never);
    expect(lines.sort()).toEqual(['one', 'two']);
  });

  it('fails with the exit code and the last lines', async () => {
    const failure = await runBuild(
      build(project(), 'for i in $(seq 1 30); do echo line $i; done; exit 3'),
      () => {},
      never,
    );
    expect(failure).toMatchObject({
      code: 'BuildFailed',
      message: 'the build of service "users" ended with exit code 3',
      at,
    });
    expect(failure?.cause?.split('\n')).toEqual(Array.from({ length: 20 }, (_, i) => `line ${i + 11}`));
  });

  it('fails when the directory is missing', async () => {
    const place = project();
    const failure = await runBuild(build(place, 'true', { directory: path.join(place.root, 'none') }), () => {}, never);
    expect(failure).toMatchObject({ code: 'BuildFailed' });
  });

  it('ends what it started when it is stopped', async () => {
    const place = project();
    const controller = new AbortController();
    const running = runBuild(
      build(place, `echo up; (sleep 1; echo late > late); sleep 5`),
      () => controller.abort(new Error('stop')),
      controller.signal,
    );
    await expect(running).rejects.toThrow('stop');
    await sleep(1_300);
    expect(existsSync(path.join(place.root, 'late'))).toBe(false);
  });

  it('does not start when it is stopped already', async () => {
    const place = project();
    await expect(runBuild(build(place, 'touch out'), () => {}, AbortSignal.abort(new Error('stop')))).rejects.toThrow(
      'stop',
    );
    expect(existsSync(path.join(place.root, 'out'))).toBe(false);
  });
});

describe('Builds', () => {
  const builds = (): Builds => new Builds(() => {}, never);
  const log = (place: Project): string[] => readFileSync(path.join(place.root, 'log'), 'utf8').trim().split('\n');
  const command = 'echo "$ENVCTL_BUILD_ENVIRONMENT" >> log; cp "$ENVCTL_BUILD_CONFIG" out';
  const out = (place: Project) => async () => readFileSync(path.join(place.root, 'out'), 'utf8').replaceAll(/\s/g, '');

  it('runs once for services that share a build', async () => {
    const place = project();
    const all = builds();
    const results = await Promise.all(
      ['users', 'notes'].map((service) => all.run(build(place, command, { service }), out(place))),
    );
    expect(results).toEqual([{ value: '{"a":1}' }, { value: '{"a":1}' }]);
    expect(log(place)).toEqual(['dev']);
  });

  it('keeps what one environment built until it is used', async () => {
    const place = project();
    const all = builds();
    const results = await Promise.all(
      [1, 2, 1, 2].map((a) =>
        all.run(build(place, command, { environment: `e${a}`, config: { a } }), async () => {
          await sleep(20);
          return out(place)();
        }),
      ),
    );
    expect(results).toEqual([1, 2, 1, 2].map((a) => ({ value: `{"a":${a}}` })));
    expect(log(place)).toEqual(['e1', 'e2']);
  });

  it('tells everyone who shares a build that it failed', async () => {
    const place = project();
    const all = builds();
    const results = await Promise.all(
      [1, 2].map(() => all.run(build(place, 'echo x >> log; exit 1'), async () => 'used')),
    );
    expect(results).toMatchObject([{ failure: { code: 'BuildFailed' } }, { failure: { code: 'BuildFailed' } }]);
    expect(log(place)).toEqual(['x']);
  });

  it('goes on after a use that threw', async () => {
    const place = project();
    const all = builds();
    const broken = all.run(build(place, 'true'), () => Promise.reject(new Error('use')));
    const next = all.run(build(place, 'true'), async () => 'fine');
    await expect(broken).rejects.toThrow('use');
    expect(await next).toEqual({ value: 'fine' });
  });

  it('runs builds in different directories side by side', async () => {
    const [one, two] = [project(), project()];
    const all = builds();
    const wait = 'until [ -f ../$OTHER/up ]; do sleep 0.05; done';
    const pair = (own: Project, other: Project) =>
      all.run(build(own, `touch up; OTHER=${path.basename(other.root)}; ${wait}`), async () => 'met');
    expect(await Promise.all([pair(one, two), pair(two, one)])).toEqual([{ value: 'met' }, { value: 'met' }]);
  });
});
