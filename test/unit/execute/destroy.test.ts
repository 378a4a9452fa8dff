import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { failing, small } from '../../support/templates.ts';
import { wire } from '../../support/requests.ts';

const DEPLOY = 'deploy dev --yes --output json';
const DESTROY = 'destroy dev --yes --output json';

const bucketStack = {
  Resources: { Files: { Type: 'AWS::S3::Bucket' } },
  Outputs: { Bucket: { Value: { Ref: 'Files' } } },
};

function chain(more: object = {}): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a', more as never), b: service('b'), c: service('c', { dependsOn: ['b'] }) }),
    ...stackFile('a', { exports: 'a-Name' }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
    ...stackFile('c'),
  });
}

async function stacks({ world }: Desk): Promise<string[]> {
  return (await (await enter(world)).cloudformation(REGION).sweep()).map(({ name }) => name).sort();
}

describe('a destruction', () => {
  it('takes importers down before exporters, and everything that was published', async () => {
    const one = await chain();
    await one.run(DEPLOY);
    const done = await one.run(DESTROY);
    expect(done.exit).toBe(0);
    expect(done.json()).toMatchObject({ environment: 'dev', outcome: 'succeeded', kept: [] });
    const order = one.world.events
      .filter(({ message, phase }) => phase === 'done' && message === 'deleted')
      .map(({ subject }) => subject);
    expect(order).toEqual(['c', 'b', 'a']);
    expect(await stacks(one)).toEqual([]);
    expect(await (await enter(one.world)).ssm(REGION).below('/notes/dev')).toEqual([]);
  });

  it('says first what waits for what', async () => {
    const one = await chain();
    await one.run(DEPLOY);
    one.world.events.length = 0;
    await one.run(DESTROY);
    const queued = one.world.events.filter(({ phase }) => phase === 'queued');
    expect(one.world.events.slice(0, 3)).toEqual(queued);
    expect(Object.fromEntries(queued.map(({ subject, turn }) => [subject, turn?.after]))).toEqual({
      a: ['dev/b'],
      b: ['dev/c'],
      c: [],
    });
  });

  it('the second time does nothing', async () => {
    const one = await chain();
    await one.run(DEPLOY);
    await one.run(DESTROY);
    const again = await one.run('destroy dev --output json');
    expect(again.exit).toBe(0);
    expect(again.json()).toMatchObject({
      outcome: 'unchanged',
      services: [{ outcome: 'absent' }, { outcome: 'absent' }, { outcome: 'absent' }],
    });
  });

  it('passes over what somebody has deleted meanwhile', async () => {
    const one = await chain();
    await one.run(DEPLOY);
    const { wrap } = wire(async (call) => {
      if (call !== 'DeleteStack' || (await stacks(one)).length < 3) return;
      const gateway = (await enter(one.world)).cloudformation(REGION);
      const stack = await gateway.describe('notes-dev-c');
      if (stack) await gateway.deleteStack(stack.id, { token: 'by-hand', role: null });
    });
    expect((await one.run(DESTROY, { aws: { wrap } })).exit).toBe(0);
    expect(await stacks(one)).toEqual([]);
  });

  it('takes down what the definition no longer names before what that uses', async () => {
    const one = await chain();
    await one.run(DEPLOY);
    await one.write({ 'dev.yaml': definition({ a: service('a') }) });
    const done = await one.run(DESTROY);
    expect(done.json()['errors']).toBeUndefined();
    expect(await stacks(one)).toEqual([]);
  });

  it('keeps a protected service, and what it uses', async () => {
    const one = await desk({
      'dev.yaml': definition({ a: service('a'), b: service('b', { protected: true }), c: service('c') }),
      ...stackFile('a', { exports: 'a-Name' }),
      ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
      ...stackFile('c'),
    });
    await one.run(DEPLOY);
    const done = await one.run(DESTROY);
    expect(done.exit).toBe(0);
    expect(done.json()).toMatchObject({
      outcome: 'succeeded',
      services: [
        { service: 'a', outcome: 'kept', reason: 'b, which is kept, uses it' },
        { service: 'b', outcome: 'kept', reason: 'it is protected' },
        { service: 'c', outcome: 'deleted', reason: null },
      ],
      kept: ['notes-dev-a', 'notes-dev-b'],
    });
    expect(await stacks(one)).toEqual(['notes-dev-a', 'notes-dev-b']);
  });

  it('says which resource would not go, what to do, and leaves what it uses', async () => {
    const one = await chain();
    await one.write(
      stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' }, more: failing(['delete'], 'it is stuck') }),
    );
    await one.run(DEPLOY);
    const failed = await one.run(DESTROY);
    expect(failed.exit).toBe(1);
    expect(failed.json()).toMatchObject({
      outcome: 'failed',
      error: { code: 'StackFailed' },
      services: [
        { service: 'a', outcome: 'skipped', reason: 'b, which uses it, is still there' },
        {
          service: 'b',
          outcome: 'failed',
          reason: expect.stringContaining('Setting (AWS::SSM::Parameter): it is stuck') as string,
        },
        { service: 'c', outcome: 'deleted' },
      ],
    });
    const skipped = one.world.events.filter(({ phase }) => phase === 'skipped');
    expect(skipped).toMatchObject([{ subject: 'a', message: 'b, which uses it, is still there' }]);
    const again = await one.run(DESTROY);
    expect(again.exit).toBe(1);
    expect(again.json()['services']).toMatchObject([
      { outcome: 'skipped' },
      { outcome: 'failed' },
      { outcome: 'absent' },
    ]);
  });
});

describe('buckets', () => {
  async function filled(emptyBuckets: boolean): Promise<Desk> {
    const one = await desk({
      'dev.yaml': definition({ a: service('a', { emptyBuckets }) }),
      'stack/a.json': bucketStack,
    });
    const { services } = (await one.run(DEPLOY)).json() as { services: { outputs: { Bucket: string } }[] };
    const bucket = services[0]?.outputs.Bucket ?? '';
    const s3 = (await enter(one.world)).s3(REGION);
    for (const key of ['x', 'x', 'y']) await s3.putObject({ bucket, key, body: 'z' });
    return one;
  }

  it('are emptied where the definition says so', async () => {
    const one = await filled(true);
    expect((await one.run(DESTROY)).exit).toBe(0);
    expect(await stacks(one)).toEqual([]);
  });

  it('with something in them stop their stack otherwise, with what to do', async () => {
    const one = await filled(false);
    const failed = await one.run(DESTROY);
    expect(failed.exit).toBe(1);
    expect(failed.json()['error']).toMatchObject({
      code: 'StackFailed',
      hint: expect.stringContaining('emptyBuckets: true') as string,
    });
  });
});

describe('what stays', () => {
  it('are values set by hand and secrets, unless they are to be purged', async () => {
    const one = await desk({
      'dev.yaml': definition({ a: service('a', { runtime: { SIZE: '1' } }) }),
      ...stackFile('a'),
    });
    await one.run(DEPLOY);
    const ssm = (await enter(one.world)).ssm(REGION);
    await ssm.put({ name: '/notes/dev/a/MINE', value: 'x', type: 'String', exists: false });
    await ssm.put({ name: '/notes/dev/a/KEY', value: 'x', type: 'SecureString', exists: false });
    const done = await one.run(DESTROY);
    expect(done.json()['kept']).toEqual(['/notes/dev/a/KEY', '/notes/dev/a/MINE']);
    expect((await ssm.below('/notes/dev')).map(({ name }) => name)).toEqual(['/notes/dev/a/KEY', '/notes/dev/a/MINE']);
    const purged = await one.run(`${DESTROY} --purge`);
    expect(purged.json()).toMatchObject({ outcome: 'succeeded', kept: [] });
    expect(await ssm.below('/notes/dev')).toEqual([]);
  });

  it('are resources that CloudFormation retains', async () => {
    const { Resources } = small() as { Resources: { Setting: object } };
    const one = await desk({
      'dev.yaml': definition({ a: service('a') }),
      'stack/a.json': { Resources: { Setting: { ...Resources.Setting, DeletionPolicy: 'Retain' } } },
    });
    await one.run(DEPLOY);
    expect((await one.run(DESTROY)).json()['kept']).toEqual(['notes-dev-a/Setting']);
  });
});

describe('a destruction that is stopped', () => {
  it('ends with what was begun, and the next one goes on', async () => {
    const one = await chain();
    await one.run(DEPLOY);
    const stop = new AbortController();
    const { wrap } = wire((call) => {
      if (call === 'DeleteStack') stop.abort(new DOMException('interrupted', 'AbortError'));
    });
    const { exit, json } = await one.run(DESTROY, { signal: stop.signal, aws: { wrap } });
    expect(exit).toBe(130);
    expect(json()['error']).toMatchObject({ code: 'Interrupted' });
    expect((await one.run(DESTROY)).exit).toBe(0);
    expect(await stacks(one)).toEqual([]);
  });
});
