import { describe, expect, it } from 'vitest';
import { readLock } from '../../../src/bucket/lock-object.ts';
import { desk, type Desk, type Ended } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { slow } from '../../support/templates.ts';
import { MANAGEMENT } from '../../support/world.ts';

const PLACE = { bucket: `notes-${MANAGEMENT}-${REGION}`, key: 'locks/dev.json' };

/** `b` uses `a`; both take so long that the lock is renewed while each is under way. */
function project(): Promise<Desk> {
  const runtime = { LATE: '${output:a.Name}' };
  return desk({
    'dev.yaml': definition({ a: service('a', { runtime }), b: service('b') }),
    ...stackFile('a', { exports: 'a-Name', more: slow(60) }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' }, more: slow(60) }),
  });
}

/** Somebody else has the lock from the first request of this kind on. `late`: what the run sent once a renewal had told it so. */
async function robbed({ run, world }: Desk, argv: string, call: string): Promise<Ended & { late: string[] }> {
  const { s3 } = await enter(world);
  const other = { version: 1, id: 'other', host: 'runner', user: 'ci', pid: 17, command: 'deploy', since: 0 };
  const isRenewal = (one: string): boolean => one === `PUT /${PLACE.key}`;
  let taken: number | null = null;
  const log = wire(async (one) => {
    if (one !== call || taken !== null) return;
    taken = log.calls.length;
    await s3(REGION).putObject({ ...PLACE, body: JSON.stringify(other) });
  });
  const ended = await run(`${argv} --output json`, { aws: { wrap: log.wrap } });
  const after = log.calls.slice(taken ?? log.calls.length);
  const told = after.findIndex(isRenewal);
  expect(told, 'the lock was to be renewed').toBeGreaterThanOrEqual(0);
  return { ...ended, late: after.slice(told + 1).filter((one) => !/^(Describe|Get|List|GET|HEAD)/.test(one)) };
}

async function stacks({ world }: Desk): Promise<string[]> {
  return (await (await enter(world)).cloudformation(REGION).sweep()).map(({ name }) => name).sort();
}

describe('a run whose lock somebody else has got', () => {
  it('deploys nothing more, fails, and leaves the other’s lock and records alone', async () => {
    const one = await project();
    await one.run('bootstrap dev');
    const { exit, json, late } = await robbed(one, 'deploy dev --yes', 'ExecuteChangeSet');
    expect(exit).toBe(1);
    expect(json()).toMatchObject({
      outcome: 'failed',
      error: { code: 'Locked', message: 'the lock was taken over or broken by somebody else' },
      services: [{ service: 'a' }, { service: 'b', outcome: 'skipped' }],
    });
    expect(late).toEqual([]);
    expect(await stacks(one)).toEqual(['notes-dev-a']);
    const { s3 } = await enter(one.world);
    expect((await readLock({ s3: s3(REGION), ...PLACE }))?.content.user).toBe('ci');
  });

  it('takes nothing more down', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    const { exit, json, late } = await robbed(one, 'destroy dev --yes', 'DeleteStack');
    expect(exit).toBe(1);
    expect(json()).toMatchObject({ error: { code: 'Locked' } });
    expect(late).toEqual([]);
    expect(await stacks(one)).toEqual(['notes-dev-a']);
  });
});
