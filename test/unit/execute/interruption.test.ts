import { readLock } from '../../../src/bucket/lock-object.ts';
import { describe, expect, it } from 'vitest';
import { simulatorHandler, type SimulatorHandler } from '../../../src/simulator/handler.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { faulty } from '../../support/faults/faulty.ts';
import { KINDS } from '../../support/faults/kinds.ts';
import { pausableClock } from '../../support/faults/pausable-clock.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { slow } from '../../support/templates.ts';

const BUCKET = 'notes-123456789012-eu-west-1';
const LOCK = 'locks/dev.json';

function project(): Promise<Desk> {
  return desk({
    'dev.yaml': definition({
      a: service('a', { runtime: { PAGE_SIZE: { default: '20' } }, protected: true }),
      b: service('b'),
      c: service('c'),
    }),
    ...stackFile('a', { exports: 'a-Name', more: slow(30) }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
    ...stackFile('c'),
  });
}

/** Runs until the first request of this kind, and stops there as Ctrl-C does. */
async function stopped({ run }: Desk, at: string, argv: string) {
  const stop = new AbortController();
  const { wrap } = wire((call) => {
    if (call === at) stop.abort(new DOMException('interrupted', 'AbortError'));
  });
  return run(argv, { signal: stop.signal, aws: { wrap } });
}

async function isLocked({ world }: Desk): Promise<boolean> {
  return (await readLock({ s3: (await enter(world)).s3(REGION), bucket: BUCKET, key: LOCK })) !== null;
}

describe('a deployment that a person stops', () => {
  it.each(['CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'PutParameter'])(
    'at %s ends in order, and goes on the next time',
    async (at) => {
      const one = await project();
      await one.run('bootstrap dev');
      const { exit, json } = await stopped(one, at, 'deploy dev --yes --output json');
      expect(exit).toBe(130);
      expect(json()['error']).toMatchObject({ code: 'Interrupted' });
      expect(await isLocked(one)).toBe(false);
      const again = await one.run('deploy dev --yes --output json');
      expect(again.exit).toBe(0);
      expect((await one.run('plan dev --detailed-exitcode')).exit).toBe(0);
    },
  );

  it('says which stacks go on in AWS', async () => {
    const one = await project();
    await one.run('bootstrap dev');
    const stop = new AbortController();
    const { wrap } = wire((call) => {
      if (call === 'DescribeStacks' && one.world.events.some(({ message }) => message.includes('CREATE_IN_PROGRESS')))
        stop.abort(new DOMException('interrupted', 'AbortError'));
    });
    const { exit, json } = await one.run('deploy dev --yes --output json', { signal: stop.signal, aws: { wrap } });
    expect(exit).toBe(130);
    const { services, errors } = json() as {
      services: { service: string; outcome: string }[];
      errors: { message: string }[];
    };
    expect(errors.map(({ message }) => message)).toContain(
      'interrupted: what has begun with stack notes-dev-a in eu-west-1 goes on in AWS',
    );
    expect(services.find(({ service: name }) => name === 'b')).toMatchObject({ outcome: 'skipped' });
    expect(one.world.events).toContainEqual(expect.objectContaining({ phase: 'failed', message: 'interrupted' }));
  });

  it('is told as interrupted, also by what waited', async () => {
    const one = await project();
    await one.run('bootstrap dev');
    const { stdout } = await stopped(one, 'ExecuteChangeSet', 'deploy dev --yes');
    expect(stdout).toMatch(/^dev: interrupted in /);
    expect(stdout).toMatch(/ b .*skipped +a was interrupted\n/);
  });

  it('before anything was asked of AWS changes nothing', async () => {
    const one = await project();
    const stop = new AbortController();
    stop.abort(new DOMException('interrupted', 'AbortError'));
    const { exit, json } = await one.run('deploy dev --yes --output json', { signal: stop.signal });
    expect(exit).toBe(130);
    expect(json()).toMatchObject({ error: { code: 'Interrupted' } });
  });
});

describe('a process that is killed', () => {
  /** What a deployment leaves beside its stacks. */
  async function left({ world }: Desk) {
    const gateways = await enter(world);
    const stacks = await gateways.cloudformation(REGION).sweep();
    const parameters = await gateways.ssm(REGION).below('/notes/dev');
    const written = await gateways.s3(REGION).getObject(BUCKET, 'environments/dev/parameters.json');
    return {
      stacks: stacks
        .map(({ name, status, terminationProtection }) => `${name} ${status} ${terminationProtection}`)
        .sort(),
      parameters: parameters.map(({ name }) => name),
      written: written ? (JSON.parse(new TextDecoder().decode(written.body)) as unknown) : null,
    };
  }

  /** How many requests a whole deployment makes, and what it leaves. */
  async function undisturbed() {
    const log = wire();
    const one = await project();
    await one.run('deploy dev --yes', { aws: { wrap: log.wrap } });
    return { total: log.calls.length, whole: await left(one) };
  }

  it('leaves nothing behind that the next run does not bring to an end, wherever it was', async () => {
    const { total, whole } = await undisturbed();
    expect(total).toBeGreaterThan(20);
    for (let calls = 1, exit = -1; exit !== 0; calls += 5) {
      const one = await project();
      const when = calls % 2 === 0 ? 'before' : 'after';
      const wrap = (inner: SimulatorHandler): SimulatorHandler => killingHandler(inner, calls, when);
      ({ exit } = await one.run('deploy dev --yes --output json', { aws: { wrap } }));
      // How often a run looks at its stacks varies a little. One that comes to its end first has done all of it.
      if (exit === 0) expect(calls, `killed ${when} ${calls} of some ${total}`).toBeGreaterThan(total * 0.8);
      const again = await one.run('deploy dev --yes --wait --output json', { pid: 4712 });
      expect(again.exit, `${calls}: ${again.stdout}`).toBe(0);
      const settled = await one.run('plan dev --output json');
      expect(settled.json(), `after ${calls}`).toMatchObject({ changes: 0 });
      expect(await left(one), `killed ${when} ${calls}`).toEqual(whole);
    }
  });

  it('while the account was being made is joined by the next one', async () => {
    const one = await desk({
      'pr.yaml': {
        project: 'notes',
        region: REGION,
        account: { email: 'pr@example.com' },
        services: { a: service('a') },
      },
      ...stackFile('a'),
    });
    const { simulator, organizations } = one.world;
    const kind = KINDS.find(({ name }) => name === 'killed before');
    if (!kind) throw new Error('no such kind of trouble');
    const strike = { operation: 'organizations:DescribeCreateAccountStatus', nth: 1, kind };
    const dying = faulty(simulator, pausableClock(simulator.state.now), strike);
    const wrap = (): SimulatorHandler => simulatorHandler(dying.simulator);
    await one.run('deploy pr --create --yes', { aws: { wrap } });
    expect(dying.struck()).toBe(1);
    const again = await one.run('deploy pr --create --yes --output json', { pid: 4712 });
    expect(again.exit, again.stdout).toBe(0);
    expect(Object.keys(organizations.creations)).toHaveLength(1);
  });
});
