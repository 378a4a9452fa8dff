import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { findBucket } from '../../../src/simulator/s3/store.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { failing, small } from '../../support/templates.ts';
import { MANAGEMENT } from '../../support/world.ts';

const FUNCTION = {
  ...small({ parameters: ['Size'], value: { Ref: 'Size' } }),
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/size', Type: 'String', Value: { Ref: 'Size' } } },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    Code: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: 'code',
        Handler: 'index.main',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
  },
};

function project(size: string, more: JsonObject = {}) {
  const runtime = { GREETING: `hello ${size}` };
  return { 'dev.yaml': definition({ notes: service('notes', { parameters: { Size: size }, runtime }), ...more }) };
}

async function sized(): Promise<Desk> {
  return desk({ ...project('1'), 'stack/notes.json': FUNCTION, 'stack/code/index.js': 'exports.main = 1;' });
}

async function deploy(dev: Desk, options = ''): Promise<string> {
  const { exit, stderr } = await dev.run(`deploy dev --yes${options}`);
  expect(stderr + String(exit)).toMatch(/0$/);
  return latest(dev);
}

async function latest({ run }: Desk): Promise<string> {
  const { deployments } = (await run('history dev --output json')).json() as { deployments: { id: string }[] };
  return deployments[0]?.id ?? '';
}

async function values({ world }: Desk, ...names: string[]): Promise<string[]> {
  const ssm = (await enter(world)).ssm(REGION);
  return Promise.all(names.map(async (name) => (await ssm.get(name))?.value ?? ''));
}

describe('deploy --to', () => {
  it('goes back to artifacts, parameters and run-time values, without a file of then, and forward again', async () => {
    const dev = await sized();
    const first = await deploy(dev);
    await dev.write({ ...project('2'), 'stack/code/index.js': 'exports.main = 2;' });
    const second = await deploy(dev);
    await rm(join(dev.root, 'stack/code'), { recursive: true });

    const plan = (await dev.run(`plan dev --to ${first} --output json`)).json();
    expect(plan).toMatchObject({ to: first, changes: 2, services: [{ service: 'notes', action: 'update' }] });
    const names = ['/size', '/notes/dev/notes/GREETING'];
    expect(await values(dev, ...names)).toEqual(['2', 'hello 2']);
    const back = await dev.run(`deploy dev --to ${first} --yes --output json`);
    expect(back.json()).toMatchObject({ outcome: 'succeeded', services: [{ outcome: 'updated' }] });
    expect(await values(dev, ...names)).toEqual(['1', 'hello 1']);
    expect((await dev.run('history dev --limit 1 --output json')).json()['deployments']).toMatchObject([{ to: first }]);
    const again = await dev.run(`deploy dev --to ${first} --yes --output json`);
    expect(again.json()).toMatchObject({ outcome: 'unchanged' });
    expect((await dev.run(`plan dev --to ${first}`)).stdout).toContain(`as deployment ${first} left it`);

    await dev.run(`deploy dev --to ${second} --yes`);
    expect(await values(dev, ...names)).toEqual(['2', 'hello 2']);
  });

  it('takes outputs as they are now, not as they were', async () => {
    const named = (name: string) => ({
      ...small(),
      Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: 'x' } } },
    });
    const reader = service('reader', { parameters: { Size: '${output:base.Name}' } });
    const dev = await desk({
      'dev.yaml': definition({ base: service('base'), reader }),
      'stack/base.json': named('/one'),
      ...stackFile('reader', { parameters: ['Size'], value: { 'Fn::Sub': '${Size} first' } }),
    });
    const first = await deploy(dev);
    await dev.write({
      ...stackFile('reader', { parameters: ['Size'], value: { 'Fn::Sub': '${Size} second' } }),
      'stack/base.json': named('/two'),
    });
    await deploy(dev);
    await dev.write({ 'stack/base.json': named('/three') });
    await deploy(dev);
    await deploy(dev, ` --to ${first} --only reader`);
    const { outputs } = (await (await enter(dev.world)).cloudformation(REGION).describe('notes-dev-reader')) ?? {};
    expect(await values(dev, outputs?.[0]?.value ?? '')).toEqual(['/three first']);
  });

  it('finds what a failed or partial deployment left alone in those before it', async () => {
    const { notes } = (project('1')['dev.yaml']['services'] ?? {}) as JsonObject;
    const dev = await desk({
      'dev.yaml': definition({ notes: notes ?? null, other: service('other') }),
      ...stackFile('notes', { parameters: ['Size'], value: { Ref: 'Size' } }),
      ...stackFile('other', { value: 'a' }),
    });
    await deploy(dev);
    await dev.write({ ...stackFile('other', { value: 'b' }) });
    const partial = await deploy(dev, ' --only other');
    await dev.write({
      ...project('2', { other: service('other') }),
      ...stackFile('other', { value: 'c', more: failing() }),
    });
    expect((await dev.run('deploy dev --yes')).exit).toBe(1);
    const failed = await latest(dev);
    expect((await dev.run(`plan dev --to ${failed}`)).stdout).toContain(
      `deployment ${failed} had failed; as an earlier deployment had left them: other`,
    );
    expect((await dev.run(`plan dev --to ${partial}`)).stdout).not.toContain('had failed');
    await dev.write({ ...stackFile('other', { value: 'd' }) });
    await deploy(dev);
    await deploy(dev, ` --to ${partial}`);
    const cloudformation = (await enter(dev.world)).cloudformation(REGION);
    const outputs = await Promise.all(['notes', 'other'].map((name) => cloudformation.describe(`notes-dev-${name}`)));
    const names = outputs.map((stack) => stack?.outputs[0]?.value ?? '');
    expect(await values(dev, ...names)).toEqual(['1', 'b']);
  });

  it('leaves a service alone that was not there then', async () => {
    const dev = await sized();
    const first = await deploy(dev);
    await dev.write({ ...project('1', { later: service('later') }), ...stackFile('later') });
    await deploy(dev);
    expect((await dev.run(`plan dev --to ${first} --output json`)).json()['services']).toMatchObject([
      { service: 'later', action: 'none', reasons: [`was not there at deployment ${first}`] },
      { service: 'notes', action: 'none' },
    ]);
  });

  it('refuses before anything starts when an artifact has gone, or there is no such deployment', async () => {
    const dev = await sized();
    const first = await deploy(dev);
    await dev.write({ ...project('2'), 'stack/code/index.js': 'exports.main = 2;' });
    await deploy(dev);
    const objects = findBucket(dev.world.simulator.state, `notes-${MANAGEMENT}-${REGION}`)?.objects ?? {};
    const record = JSON.stringify((await dev.run('history dev --output json')).json());
    expect(record).toContain(first);
    const old = Object.keys(objects).filter((key) => key.endsWith('.zip'))[0] ?? '';
    delete objects[old];
    const gone = await dev.run(`deploy dev --to ${first} --yes --output json`);
    expect([gone.exit, gone.json()['error']]).toMatchObject([3, { code: 'DeploymentNotFound' }]);
    const unknown = await dev.run('deploy dev --to 123456789abc --yes --output json');
    expect([unknown.exit, unknown.json()['error']]).toMatchObject([3, { code: 'DeploymentNotFound' }]);
    expect(await values(dev, '/size')).toEqual(['2']);
    expect(await readFile(join(dev.root, 'stack/code/index.js'), 'utf8')).toContain('2');
  });

  it.each(['--since HEAD', '--prune', '--create'])('does not go with %s', async (option) => {
    const dev = await sized();
    const { exit } = await dev.run(`deploy dev --to 123456789abc ${option} --yes`);
    expect([exit, dev.connections()]).toEqual([4, 0]);
  });
});
