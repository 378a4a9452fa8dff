import { describe, expect, it } from 'vitest';
import type { SsmGateway } from '../../../src/aws/types/account.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';

const DEPLOY = 'deploy dev --yes --output json';

function holding(runtime: JsonObject): JsonObject {
  return definition({ a: service('a', { runtime }) });
}

interface Shop extends Desk {
  readonly ssm: SsmGateway;
  /** The value of a parameter of `a`. */
  value(key: string): Promise<string | undefined>;
  byHand(key: string, value: string): Promise<void>;
  /** As the console does it: gone, then there again from version 1. */
  byHandAgain(key: string, value: string, type?: 'String' | 'SecureString'): Promise<void>;
}

async function shop(runtime: JsonObject): Promise<Shop> {
  const one = await desk({ 'dev.yaml': holding(runtime), ...stackFile('a') });
  const ssm = (await enter(one.world)).ssm(REGION);
  const name = (key: string): string => `/notes/dev/a/${key}`;
  return {
    ...one,
    ssm,
    value: async (key) => (await ssm.get(name(key)))?.value,
    byHand: async (key, value) => {
      const exists = (await ssm.get(name(key))) !== null;
      await ssm.put({ name: name(key), value, type: 'String', exists });
    },
    byHandAgain: async (key, value, type = 'String') => {
      await ssm.remove([name(key)]);
      await one.world.run().clock.sleep(60_000);
      await ssm.put({ name: name(key), value, type, exists: false });
      expect((await ssm.get(name(key)))?.version).toBe(1);
    },
  };
}

describe('run-time values', () => {
  it('are written before the stack, those that take its outputs after it', async () => {
    const { run, value } = await shop({ SIZE: '20', NAME: '${output:a.Name}' });
    const log = wire();
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).exit).toBe(0);
    const order = log.calls.filter((call) => call === 'PutParameter' || call === 'ExecuteChangeSet');
    expect(order.slice(0, 3)).toEqual(['PutParameter', 'ExecuteChangeSet', 'PutParameter']);
    expect(await value('SIZE')).toBe('20');
    expect(await value('NAME')).toMatch(/Setting/);
  });

  it.each([
    ['made', null],
    ['changed', '10'],
  ])('that are defaults give way to what somebody sets while one is being %s', async (_, before) => {
    const { run, value, byHand, write } = await shop({ SIZE: { default: before ?? '20' } });
    if (before !== null) {
      await run(DEPLOY);
      await write({ 'dev.yaml': holding({ SIZE: { default: '20' } }) });
    }
    // The run has its plan and its lock by then: nothing looks at the parameter again but the write itself.
    let set = false;
    const { wrap } = wire(async (call) => {
      if (call !== 'PUT /environments/dev/parameters.json' || set) return;
      set = true;
      await byHand('SIZE', '50');
    });
    const deployed = await run(DEPLOY, { aws: { wrap } });
    expect(deployed.exit, deployed.stdout).toBe(0);
    expect(await value('SIZE')).toBe('50');
    await run(DEPLOY);
    expect(await value('SIZE')).toBe('50');
  });

  it('are not written again when they are as they should be', async () => {
    const { run } = await shop({ SIZE: '20' });
    await run(DEPLOY);
    const log = wire();
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).json()).toMatchObject({ outcome: 'unchanged' });
    expect(log.count('PutParameter')).toBe(0);
  });

  it('that the definition owns are corrected when somebody has changed them', async () => {
    const { run, value, byHand } = await shop({ SIZE: '20' });
    await run(DEPLOY);
    await byHand('SIZE', '99');
    expect((await run(DEPLOY)).exit).toBe(0);
    expect(await value('SIZE')).toBe('20');
  });

  it('follow the definition, also when nothing else changes', async () => {
    const { run, value, write } = await shop({ SIZE: { value: '20', apply: 'live' } });
    await run(DEPLOY);
    await write({ 'dev.yaml': holding({ SIZE: { value: '30', apply: 'live' } }) });
    const log = wire();
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).exit).toBe(0);
    expect(await value('SIZE')).toBe('30');
    expect(log.count('CreateChangeSet')).toBe(0);
  });

  it('whose change marks a service changed leave a plan without changes behind', async () => {
    const { run, value, write } = await shop({ SIZE: '20' });
    await run(DEPLOY);
    await write({ 'dev.yaml': holding({ SIZE: '30' }) });
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(2);
    expect((await run(DEPLOY)).exit).toBe(0);
    expect(await value('SIZE')).toBe('30');
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('that have gone from the definition are removed, and nothing that a person added', async () => {
    const { run, value, byHand, write } = await shop({ SIZE: '20', OLD: 'x' });
    await run(DEPLOY);
    await byHand('MINE', 'y');
    await write({ 'dev.yaml': holding({ SIZE: '20' }) });
    expect((await run(DEPLOY)).exit).toBe(0);
    expect(await value('OLD')).toBeUndefined();
    expect(await value('MINE')).toBe('y');
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('may be lists', async () => {
    const { run, ssm } = await shop({ TAGS: { value: 'a,b', type: 'StringList' } });
    await run(DEPLOY);
    expect(await ssm.get('/notes/dev/a/TAGS')).toMatchObject({ type: 'StringList', value: 'a,b' });
  });
});

describe('a default', () => {
  it('is written, and follows the definition until somebody gives another value', async () => {
    const { run, value, byHand, write } = await shop({ SIZE: { default: '20' } });
    await run(DEPLOY);
    expect(await value('SIZE')).toBe('20');
    await write({ 'dev.yaml': holding({ SIZE: { default: '30' } }) });
    await run(DEPLOY);
    expect(await value('SIZE')).toBe('30');
    await byHand('SIZE', '99');
    await write({ 'dev.yaml': holding({ SIZE: { default: '40' } }) });
    expect((await run(DEPLOY)).exit).toBe(0);
    expect(await value('SIZE')).toBe('99');
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('gives way to a value that was made anew, though its version is the one that the deployment left', async () => {
    const { run, value, byHandAgain, write } = await shop({ SIZE: { default: '20' }, OLD: { default: 'x' } });
    await run(DEPLOY);
    await byHandAgain('SIZE', '99');
    await byHandAgain('OLD', 'mine');
    await write({ 'dev.yaml': holding({ SIZE: { default: '30' } }) });
    expect((await run(DEPLOY)).exit).toBe(0);
    expect([await value('SIZE'), await value('OLD')]).toEqual(['99', 'mine']);
    expect((await run('config show dev a --output json')).json()).toMatchObject({
      services: [
        {
          runtime: [
            { key: 'OLD', source: 'hand' },
            { key: 'SIZE', source: 'hand' },
          ],
        },
      ],
    });
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('gives way to a value that was there before the first deployment', async () => {
    const { run, value, byHand } = await shop({ SIZE: { default: '20' } });
    await byHand('SIZE', '99');
    await run(DEPLOY);
    expect(await value('SIZE')).toBe('99');
  });
});

describe('a secret', () => {
  const declared = { KEY: { secret: true } };

  it('that is missing refuses the deployment before anything starts, and says how to set it', async () => {
    const { run } = await shop(declared);
    const log = wire();
    const refused = await run(DEPLOY, { aws: { wrap: log.wrap } });
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({ code: 'SecretMissing', at: { file: 'environments/dev.yaml' } });
    expect(log.count(/^(Create|Put|Execute)/)).toBe(0);
  });

  it('that was made anew marks its service, though its version is the same', async () => {
    const { run, ssm, byHandAgain } = await shop(declared);
    await ssm.put({ name: '/notes/dev/a/KEY', value: 'one', type: 'SecureString', exists: false });
    await run(DEPLOY);
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
    await byHandAgain('KEY', 'two', 'SecureString');
    expect((await run(DEPLOY)).json()).toMatchObject({ services: [{ outcome: 'updated' }] });
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('is neither read nor written, and in no record', async () => {
    const { run, ssm, world } = await shop(declared);
    await ssm.put({ name: '/notes/dev/a/KEY', value: 'hush-hush', type: 'SecureString', exists: false });
    const deployed = await run(`${DEPLOY} --verbose`);
    expect(deployed.exit).toBe(0);
    const plan = await run('plan dev --output json');
    const gateways = await enter(world);
    const bucket = 'notes-123456789012-eu-west-1';
    const objects = await gateways.s3(REGION).list(bucket, '');
    const bodies = await Promise.all(
      objects.map(async ({ key }) =>
        new TextDecoder().decode((await gateways.s3(REGION).getObject(bucket, key))?.body),
      ),
    );
    expect([deployed.stdout, deployed.stderr, plan.stdout, ...bodies].join('\n')).not.toContain('hush-hush');
    expect((await ssm.get('/notes/dev/a/KEY'))?.version).toBe(1);
  });
});

describe('a plan', () => {
  interface Planned {
    readonly services: readonly { readonly reasons: readonly string[] }[];
    readonly runtime: readonly Readonly<Record<string, unknown>>[];
  }
  const planned = async (one: Desk): Promise<Planned> =>
    (await one.run('plan dev --output json')).json() as unknown as Planned;

  it('tells the old and the new value of what the definition changes, unless it is called a secret', async () => {
    const one = await shop({ SIZE: '20', API_TOKEN: 'old-7c1d', GONE: 'x' });
    await one.run(DEPLOY);
    await one.write({ 'dev.yaml': holding({ SIZE: '50', API_TOKEN: 'new-7c1d', NEW: 'y' }) });
    const { stdout } = await one.run('plan dev');
    expect(stdout).toContain('~ parameter SIZE: 20 → 50\n');
    expect(stdout).toContain('~ parameter API_TOKEN: secret, not shown\n');
    expect(stdout).toContain('+ parameter NEW\n');
    expect(stdout).toContain('- parameter GONE\n');
    const { runtime } = await planned(one);
    expect(runtime.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['/notes/dev/a/SIZE', '20', '50'],
      ['/notes/dev/a/API_TOKEN', null, null],
      ['/notes/dev/a/NEW', null, 'y'],
      ['/notes/dev/a/GONE', 'x', null],
    ]);
    expect(JSON.stringify(runtime) + stdout).not.toContain('7c1d');
  });

  it('names the values that were set since the last deployment', async () => {
    const one = await shop({ SIZE: { default: '20' }, TOKEN: { secret: true }, LIVE: { default: 'x', apply: 'live' } });
    const set = (line: string, secret = 'hunter3') =>
      one.run(`config set dev ${line}`, { readStdin: async () => secret });
    await set('a/TOKEN', 'hunter2');
    await one.run(DEPLOY);
    await one.world.run().clock.sleep(60_000);
    for (const line of ['a/SIZE=50', 'a/TOKEN', 'a/LIVE=y']) expect(await set(line)).toMatchObject({ exit: 0 });
    expect((await planned(one)).services[0]?.reasons).toEqual([
      'run-time value SIZE',
      'run-time value TOKEN',
      'template, code or configuration',
    ]);
  });
});
