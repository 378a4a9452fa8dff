import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { addRole, iamOf } from '../../../src/simulator/iam/store.ts';
import { desk, type Desk, type DeskRun } from '../../support/cli.ts';
import { wire } from '../../support/requests.ts';
import { accountIn } from '../../support/scenario/verdict.ts';

const QUEUE = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
const HANDED = { engine: 'stacksets', stackSet: { organizationalUnit: 'Fleet' } };

function living(organizationalUnit: string, more: JsonObject = {}): JsonObject {
  const account = { email: '${environment}@example.com', organizationalUnit };
  return { project: 'notes', region: 'eu-west-1', account, ...more };
}

const APP = living('Fleet', { services: { app: { template: '../stack/app.yaml' } } });

/** An environment of tools whose baseline goes to the accounts of a unit, and one that lives there. */
function fleet(handed: JsonObject = HANDED): Promise<Desk> {
  const files = { 'tools.yaml': living('Tools', { baseline: handed }), 'emma.yaml': APP, 'stack/app.yaml': QUEUE };
  return desk(files);
}

async function done({ run }: Desk, line: string, more?: DeskRun): Promise<JsonObject> {
  const ended = await run(`${line} --output json`, more);
  expect(ended.exit, ended.stdout + ended.stderr).toBe(0);
  return ended.json();
}

/** Makes the accounts of tools and emma, and answers emma's id. */
async function created(given: Desk): Promise<string> {
  const [, emma] = (await done(given, 'create-account tools emma'))['environments'] as { accountId: string }[];
  return emma?.accountId ?? '';
}

function setOf({ world }: Desk, account: string): string | undefined {
  return iamOf(world.simulator.state, account).roles['envctl-notes-deploy']?.tags['envctl:stack-set'];
}

function itemsOf(document: JsonObject): Record<string, unknown> {
  const items = document['items'] as { item: string; action: string }[];
  return Object.fromEntries(items.map(({ item, action }) => [item, action]));
}

describe('a baseline that a stack set brings', () => {
  it('reaches an account that comes later by itself; its deployment waits for it, also when it was stopped', async () => {
    const given = await fleet();
    const early = await given.run('deploy tools --create --yes --output json');
    expect([early.exit, early.json()['error']]).toEqual([3, expect.objectContaining({ code: 'OrganizationMissing' })]);
    const emma = await created(given);
    await done(given, 'deploy tools --yes');
    await given.write({ 'paul.yaml': APP });
    const stop = new AbortController();
    const { wrap } = wire((call) => {
      if (call === 'CreatePolicy') stop.abort(new DOMException('interrupted', 'AbortError'));
    });
    expect((await given.run('deploy paul --create --yes', { signal: stop.signal, aws: { wrap } })).exit).toBe(130);
    const calls: string[] = [];
    const deployed = await done(given, 'deploy paul --create --yes', {
      aws: { wrap: wire((call) => void calls.push(call)).wrap },
    });
    expect(calls).not.toContain('CreateRole');
    const paul = accountIn(deployed);
    expect(setOf(given, paul)).toBe('tools/baseline');
    const { changes, services } = await done(given, 'plan tools');
    expect(changes).toBe(0);
    expect(JSON.stringify(services)).toContain(emma);
    expect(JSON.stringify(services)).toContain(paul);
  });

  it('leaves accounts that have one of their own to bootstrap', async () => {
    const given = await fleet({});
    await done(given, 'deploy tools emma --create --yes');
    await given.write({ 'tools.yaml': living('Tools', { baseline: HANDED }), 'paul.yaml': APP });
    const paul = (await done(given, 'create-account paul'))['accountId'];
    const deployed = await done(given, 'deploy tools --yes');
    expect(deployed).toMatchObject({ services: [{ outcome: 'created', instances: [{ account: paul }] }] });
    const planned = await done(given, 'plan tools');
    expect(planned).toMatchObject({ changes: 0 });
    expect(JSON.stringify(planned)).toContain('has its own baseline: left to bootstrap');
    expect(await done(given, 'bootstrap emma')).toMatchObject({ outcome: 'unchanged' });
  });

  it('is changed by the set alone', async () => {
    const given = await fleet();
    await created(given);
    await done(given, 'deploy tools emma --yes');
    const changed = { ...HANDED, deployRole: { trust: ['999999999999'] } };
    await given.write({ 'tools.yaml': living('Tools', { baseline: changed }) });
    expect(await done(given, 'plan tools')).toMatchObject({
      services: [{ service: 'baseline', action: 'update', reasons: ['template'] }],
    });
    await done(given, 'deploy tools --yes');
    const looked = await done(given, 'bootstrap emma');
    expect(looked).toMatchObject({ outcome: 'unchanged' });
    expect(itemsOf(looked)).toMatchObject({ deployRole: 'skipped' });
    expect(await done(given, 'plan tools')).toMatchObject({ changes: 0 });
  });

  it('that does not come up in an account leaves nothing there that is in the way of the next one', async () => {
    const given = await fleet();
    const emma = await created(given);
    const { state } = given.world.simulator;
    const name = 'envctl-notes-deploy';
    addRole(state, emma, { name, trust: '{"Version":"2012-10-17","Statement":[]}' }, state.now);
    const { exit, stdout } = await given.run('deploy tools --yes');
    expect([exit, stdout]).toEqual([1, expect.stringContaining(`${name} already exists`) as string]);
    delete iamOf(state, emma).roles[name];
    expect(await done(given, 'deploy tools --yes')).toMatchObject({ services: [{ outcome: 'updated' }] });
    expect(setOf(given, emma)).toBe('tools/baseline');
  });

  it('is kept by destroy; pruned, it leaves behind what it has made', async () => {
    const given = await fleet();
    const emma = await created(given);
    await done(given, 'deploy tools emma --yes');
    expect(await done(given, 'destroy tools --yes')).toMatchObject({ services: [{ outcome: 'kept' }] });
    await given.write({ 'tools.yaml': living('Tools') });
    expect(await done(given, 'plan tools')).toMatchObject({ services: [{ service: 'baseline', action: 'orphan' }] });
    expect(await done(given, 'deploy tools --prune --yes')).toMatchObject({ services: [{ outcome: 'deleted' }] });
    expect(setOf(given, emma)).toBe('tools/baseline');
    expect(await done(given, 'deploy emma --yes')).toMatchObject({ outcome: 'unchanged' });
  });

  it('that does not come is waited for in vain, and says what to do', async () => {
    const given = await fleet();
    await created(given);
    const ended = await given.run('bootstrap emma --output json');
    expect([ended.exit, ended.json()['error']]).toEqual([
      1,
      expect.objectContaining({ code: 'AccountNotReady', hint: expect.stringContaining('deploy tools') as string }),
    ]);
    await done(given, 'deploy tools --yes');
  });
});
