import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAssignments } from '../../../src/cli/config/assignments.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { scripted } from '../../support/host.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const RUNTIME = { SIZE: { default: '20' }, KEY: { secret: true }, LIVE: { default: 'x', apply: 'live' } };

async function deployed(): Promise<Desk> {
  const given = await desk({
    'dev.yaml': definition({ app: service('app', { runtime: RUNTIME, regions: ['eu-west-1', 'us-east-1'] }) }),
    'emma.yaml': definition({ app: { from: 'dev' } }),
    ...stackFile('app'),
  });
  const key = await given.run('config set dev app/KEY', { readStdin: async () => 'first' });
  expect(key.exit, key.stderr).toBe(0);
  const deployment = await given.run('deploy dev --yes');
  expect(deployment.exit, deployment.stderr).toBe(0);
  return given;
}

describe('an assignment', () => {
  it('is split at its first =, whatever follows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseAssignments([`app/KEY=${value}`])).toEqual([{ service: 'app', key: 'KEY', value }]);
      }),
    );
  });
});

describe('config in several regions', () => {
  it('sets, shows, removes and goes back in all of them', async () => {
    const { run } = await deployed();
    const changed = async (line: string) =>
      ((await run(`config ${line} --output json`)).json()['changed'] as object[]) ?? [];
    const both = (more: object) => ['eu-west-1', 'us-east-1'].map((region) => ({ key: 'SIZE', region, ...more }));
    expect(await changed('set dev app/SIZE=50')).toMatchObject(both({ action: 'update', version: 2 }));
    const shown = (await run('config show dev app --output json')).json();
    expect(shown).toMatchObject({
      services: [
        {
          runtime: [
            { key: 'KEY', region: 'eu-west-1', value: null, secret: true, source: 'hand' },
            { key: 'KEY', region: 'us-east-1', value: null },
            { key: 'LIVE', source: 'default' },
            { key: 'LIVE', source: 'default' },
            { key: 'SIZE', region: 'eu-west-1', value: '50', source: 'hand', version: 2 },
            { key: 'SIZE', region: 'us-east-1', value: '50', source: 'hand' },
          ],
        },
      ],
    });
    expect(await changed('history dev app/SIZE --restore 1')).toMatchObject(both({ action: 'update', version: 3 }));
    expect(await changed('unset dev app/SIZE')).toMatchObject(both({ action: 'delete', version: null }));
  });
});

describe('the environment of config', () => {
  it('is ENVCTL_ENVIRONMENT where the first word is the name of a value', async () => {
    const { run } = await deployed();
    const env = { ENVCTL_ENVIRONMENT: 'dev', ENVCTL_ONLY: 'app', ENVCTL_REVEAL: 'true' };
    expect((await run('config set app/SIZE=7', { env })).exit).toBe(0);
    expect((await run('config get app/SIZE', { env })).stdout).toBe('7\n');
    expect((await run('config get environments/dev.yaml app/SIZE', { env })).stdout).toBe('7\n');
    expect((await run('config get app/KEY', { env })).stdout).toBe('****\n');
    expect((await run('config show', { env })).exit).toBe(0);
    expect((await run('config history app/SIZE', { env })).stdout).toContain('7');
    expect((await run('config unset app/SIZE', { env })).exit).toBe(0);
  });

  it('that borrows a service has no configuration of it', async () => {
    const { run } = await deployed();
    const refused = await run('config set emma app/SIZE=7');
    expect(refused.exit).toBe(4);
    expect(refused.stderr).toContain('name dev, and its service "app"');
  });
});

describe('a value that is not there', () => {
  it('is told with what there is, also where that is nothing', async () => {
    const { run } = await desk({
      'dev.yaml': definition({ app: service('app') }),
      'emma.yaml': definition({ app: { from: 'dev' } }),
      ...stackFile('app'),
    });
    const hintOf = async (line: string) => (await run(`config get ${line} --output json`)).json()['error'];
    expect(await hintOf('dev app/X')).toMatchObject({ hint: '`envctl config show dev` shows what there is' });
    expect(await hintOf('dev nope/X')).toMatchObject({ hint: 'known are: app' });
    expect(await hintOf('emma nope/X')).toMatchObject({ hint: 'it has no services of its own' });
  });
});

describe('config on a terminal', () => {
  it('asks for each secret, and for nothing else', async () => {
    const { run } = await deployed();
    const prompter = scripted('second');
    expect((await run('config set dev app/KEY app/SIZE=8', { prompter })).exit).toBe(0);
    expect(prompter.questions).toEqual(['Value of app/KEY']);
    expect((await run('config get dev app/KEY --reveal')).stdout).toBe('second\n');
  });

  it('changes nothing when no value is given', async () => {
    const { run } = await deployed();
    const refused = await run('config set dev app/KEY app/SIZE=8', { prompter: scripted(null) });
    expect(refused.exit).toBe(130);
    expect((await run('config get dev app/SIZE')).stdout).toBe('20\n');
  });

  it('says when a value is seen', async () => {
    const { run } = await deployed();
    expect((await run('config set dev app/SIZE=8')).stdout).toContain('next deployment: envctl deploy dev --only app');
    expect((await run('config set dev app/LIVE=8')).stdout).not.toContain('next deployment');
    expect((await run('config set dev app/OTHER=8')).stderr).toContain('does not name app/OTHER');
    const near = await run('config set dev app/SIZES=8');
    expect(near).toMatchObject({ exit: 0 });
    expect(near.stderr).toContain('did you mean app/SIZE?');
  });
});

describe('a default that is unset', () => {
  it('is told to be missing until the next deployment', async () => {
    const { run } = await deployed();
    const dry = await run('config unset dev app/SIZE --dry-run');
    expect(dry.stderr).not.toContain('has no value');
    const removed = await run('config unset dev app/SIZE app/KEY');
    const hint = 'app/SIZE has no value until a deployment sets its default again: envctl deploy dev --only app';
    expect(removed.stderr).toContain(hint);
    expect(removed.stderr).not.toContain('app/KEY has no value');
    expect((await run('config unset dev app/SIZE')).stderr).toBe('');
    const { stdout } = await run('config show dev app');
    expect(stdout).toMatch(/SIZE +not set; the next deployment sets it +definition/);
    expect(stdout).not.toContain('not deployed yet');
  });
});

describe('config that is called wrongly', () => {
  it.each([
    'show prod',
    'get prod app/SIZE',
    'set prod app/SIZE=1',
    'unset prod app/SIZE',
    'history prod app/SIZE',
    'diff dev prod',
    'copy prod dev',
  ])('%s tells what is wrong with the definition of prod, at its place', async (line) => {
    const app = { app: service('app', { runtime: RUNTIME }) };
    const { run, connections } = await desk({
      'dev.yaml': definition(app),
      'prod.yaml': 'extends: dev.yaml\nname: prod\nservices:\n  other: { regions: [eu-west-1] }\n',
      ...stackFile('app'),
    });
    const { exit, stderr } = await run(`config ${line}`);
    expect(exit, stderr).toBe(4);
    expect(stderr).toMatch(/^error template is missing[^]*DefinitionInvalid[^]*prod\.yaml:4:/);
    expect(connections()).toBe(0);
  });

  it.each([
    ['config', /^error <action> is missing: show, get, .*history[^]*envctl config <action> \[env\]/],
    ['ci', /^error <platform> is missing: github[^]*envctl ci <platform>/],
    ['config st dev', /did you mean set/],
    ['config get dev', /^error <service>\/<KEY> is missing[^]*envctl config get <env> <service>/],
    ['config diff dev', /^error another <env> is missing[^]*envctl config diff <env> <env>/],
    ['config get dev app/SIZE more', /one too many/],
    ['config diff dev', /diff <env> <env>/],
    ['config diff dev dev', /both names mean dev/],
    ['config get dev app/SIZE --restore 1', /takes no --restore/],
    ['config history dev app/SIZE --restore x', /takes a whole number/],
    ['config set dev', /nothing to set/],
    ['config set dev app/SIZ', /is given no value[^]*did you mean app\/SIZE\?/],
    ['config set dev app/KEYS=x', /would not be encrypted[^]*did you mean app\/KEY\? That one is a secret/],
    ['config set dev --from-file nowhere', /cannot be read/],
    ['config show dev nots', /no service/],
  ])('%s is a usage error without a call to AWS', async (line, message) => {
    const { run, connections } = await desk({
      'dev.yaml': definition({ app: service('app', { runtime: RUNTIME }) }),
      ...stackFile('app'),
    });
    const { exit, stderr } = await run(line);
    expect(exit, stderr).toBe(4);
    expect(stderr).toMatch(message);
    expect(connections()).toBe(0);
  });
});
