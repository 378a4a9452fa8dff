import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { failing, small } from '../../support/templates.ts';

const importing = { value: { 'Fn::ImportValue': 'a-Name' } };

/** `a`, and `b` that imports from it. */
function both(): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a'), b: service('b') }),
    ...stackFile('a', { exports: 'a-Name' }),
    ...stackFile('b', importing),
  });
}

/** `service outcome`, for each service of a deployment. */
function outcomes(document: object): string[] {
  const { services } = document as { services: { service: string; outcome: string; reason: string | null }[] };
  return services.map(({ service: name, outcome, reason }) =>
    reason === null ? `${name} ${outcome}` : `${name} ${outcome}: ${reason}`,
  );
}

const DEPLOY = 'deploy dev --yes --output json';

describe('a deployment', () => {
  it('creates, and the second time does nothing', async () => {
    const { run } = await both();
    const first = await run(DEPLOY);
    expect(first.exit).toBe(0);
    expect(first.json()).toMatchObject({ environment: 'dev', accountId: '123456789012', outcome: 'succeeded' });
    expect(outcomes(first.json())).toEqual(['a created', 'b created']);
    const second = await run(DEPLOY);
    expect(second.exit).toBe(0);
    expect(second.json()).toMatchObject({ outcome: 'unchanged' });
    expect(outcomes(second.json())).toEqual(['a unchanged', 'b unchanged']);
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(0);
  });

  it('changes what differs, and looks again at what follows it', async () => {
    const { run, write, world } = await both();
    await run(DEPLOY);
    await write(stackFile('a', { exports: 'a-Name', value: 'y' }));
    expect((await run('plan dev --detailed-exitcode')).exit).toBe(2);
    const changed = await run(DEPLOY);
    expect(outcomes(changed.json())).toEqual(['a updated', 'b unchanged']);
    const ssm = (await enter(world)).ssm(REGION);
    const name = (await ssm.get('/notes/dev/outputs/a/Name'))?.value ?? '';
    expect((await ssm.get(name))?.value).toBe('y');
  });

  it('publishes outputs for others to find: all of them, and exported ones by their own', async () => {
    const { run, world, write } = await both();
    await run(DEPLOY);
    const ssm = (await enter(world)).ssm(REGION);
    const names = (await ssm.below('/notes/dev/outputs')).map(({ name }) => name);
    expect(names).toEqual(['/notes/dev/outputs/a/Name', '/notes/dev/outputs/a/_all', '/notes/dev/outputs/b/_all']);
    const name = (await ssm.get('/notes/dev/outputs/a/Name'))?.value;
    expect(JSON.parse((await ssm.get('/notes/dev/outputs/a/_all'))?.value ?? '')).toEqual({ Name: name });
    await write(stackFile('b'));
    await run(DEPLOY);
    await write(stackFile('a'));
    await run(DEPLOY);
    expect(await ssm.get('/notes/dev/outputs/a/Name')).toBeNull();
  });
});

describe('a service that fails', () => {
  const broken = {
    ...stackFile('a', { exports: 'a-Name', more: failing() }),
    ...stackFile('b', importing),
    ...stackFile('c'),
  };

  function project(): Promise<Desk> {
    return desk({ 'dev.yaml': definition({ a: service('a'), b: service('b'), c: service('c') }), ...broken });
  }

  it('is shown with the resource that failed first and its reason; what waits for it is not begun, and the rest goes on', async () => {
    const { run } = await project();
    const failed = await run(DEPLOY);
    expect(failed.exit).toBe(1);
    expect(outcomes(failed.json())).toEqual([
      'a failed: notes-dev-a: Setting (AWS::SSM::Parameter): no luck',
      'b skipped: a failed',
      'c created',
    ]);
    expect(failed.json()['error']).toMatchObject({
      code: 'StackFailed',
      hint: 'stack is ROLLBACK_COMPLETE; correct the cause and run the command again',
    });
  });

  it('is made anew once it is corrected, and the others go on from there', async () => {
    const { run, write } = await project();
    await run(DEPLOY);
    await write(stackFile('a', { exports: 'a-Name' }));
    const again = await run(DEPLOY);
    expect(outcomes(again.json())).toEqual(['a recovered', 'b created', 'c unchanged']);
    expect(again.exit).toBe(0);
  });

  it('fails again, and says so, when nothing was corrected', async () => {
    const { run } = await project();
    await run(DEPLOY);
    const again = await run(DEPLOY);
    expect(again.exit).toBe(1);
    expect(outcomes(again.json()).slice(0, 2)).toEqual([
      'a failed: notes-dev-a: Setting (AWS::SSM::Parameter): no luck',
      'b skipped: a failed',
    ]);
  });

  it('lets nothing new start with --fail-fast', async () => {
    const services = { a: service('a'), b: service('b'), c: service('c', { dependsOn: ['d'] }), d: service('d') };
    const slow = { Metadata: { Simulator: { Seconds: 100 } } };
    const { run } = await desk({ 'dev.yaml': definition(services), ...broken, ...stackFile('d', { more: slow }) });
    const failed = await run(`${DEPLOY} --fail-fast`);
    expect(outcomes(failed.json()).sort()).toEqual([
      'a failed: notes-dev-a: Setting (AWS::SSM::Parameter): no luck',
      'b skipped: a failed',
      'c skipped: stopped before it was its turn',
      'd created',
    ]);
  });

  it('in an update is rolled back, and updated once it is corrected', async () => {
    const { run, write } = await both();
    await run(DEPLOY);
    await write(stackFile('a', { exports: 'a-Name', value: 'y', more: failing(['update']) }));
    const failed = await run(DEPLOY);
    expect(outcomes(failed.json())[0]).toBe('a failed: notes-dev-a: Setting (AWS::SSM::Parameter): no luck');
    await write(stackFile('a', { exports: 'a-Name', value: 'z' }));
    expect(outcomes((await run(DEPLOY)).json())).toEqual(['a updated', 'b unchanged']);
  });

  it('is deployed again after a failure even though nothing has changed since', async () => {
    const { run, write } = await both();
    await run(DEPLOY);
    await write(stackFile('a', { exports: 'a-Name', value: 'y', more: failing(['update']) }));
    await run(DEPLOY);
    expect((await run('plan dev --output json')).json()['services']).toMatchObject([
      { action: 'update' },
      { action: 'none' },
    ]);
  });

  it('with a rollback that got stuck, and does again, says which resource', async () => {
    const { run, write } = await both();
    await run(DEPLOY);
    await write(stackFile('a', { exports: 'a-Name', value: 'y', more: failing(['update', 'rollback']) }));
    expect(outcomes((await run(DEPLOY)).json())[0]).toContain(
      'a failed: notes-dev-a: Setting (AWS::SSM::Parameter): no luck',
    );
    const again = await run(DEPLOY);
    expect(again.exit).toBe(1);
    expect(outcomes(again.json())[0]).toBe(
      'a failed: the rollback of notes-dev-a fails again: Setting (AWS::SSM::Parameter): no luck',
    );
  });
});

describe('what is there already', () => {
  it('a change set that was never executed is no obstacle', async () => {
    const { run, world } = await both();
    await run('bootstrap dev');
    const cloudformation = (await enter(world)).cloudformation(REGION);
    const request = {
      stackName: 'notes-dev-a',
      type: 'CREATE',
      template: { body: JSON.stringify(small()) },
      parameters: {},
      tags: {},
      capabilities: [],
      importExisting: false,
      role: null,
    } as const;
    await cloudformation.createChangeSet({ ...request, name: 'by-hand', token: 'x' });
    const deployed = await run(DEPLOY);
    expect(outcomes(deployed.json())).toEqual(['a created', 'b created']);
  });

  it('a stack of that name that is somebody else’s is not touched', async () => {
    const { world, run } = await desk({
      'x.yaml': definition({ 'dev-a': service('a') }, { name: 'x' }),
      ...stackFile('a'),
    });
    await run('deploy x --yes');
    const other = await desk(
      { 'x-dev.yaml': definition({ a: service('a') }), ...stackFile('a', { value: 'y' }) },
      world,
    );
    const refused = await other.run('deploy x-dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({ code: 'NotOwned', at: { file: 'environments/x-dev.yaml' } });
    expect((await run('plan x --detailed-exitcode')).exit).toBe(0);
  });

  it('a reviewed change set is executed, not made again', async () => {
    const { run, write } = await both();
    await run(DEPLOY);
    await write(stackFile('a', { exports: 'a-Name', value: 'y' }));
    await run('plan dev');
    const log = wire();
    expect((await run(DEPLOY, { aws: { wrap: log.wrap } })).exit).toBe(0);
    expect(log.count('CreateChangeSet')).toBe(0);
    expect(log.count('ExecuteChangeSet')).toBe(1);
  });
});
