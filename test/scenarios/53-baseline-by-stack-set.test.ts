import { GetRoleCommand, type Tag } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { SHARED } from '../support/scenario/endpoint.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done, outcomes, refused } from '../support/scenario/verdict.ts';
import { HOME } from '../support/scenario/witness.ts';

const QUEUE = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
const HANDED = { engine: 'stacksets', stackSet: { organizationalUnit: 'Fleet' } };

function living(organizationalUnit: string, more: JsonObject = {}): JsonObject {
  return { region: HOME, account: { email: '${project}+${environment}@example.com', organizationalUnit }, ...more };
}

const APP = living('Fleet', { services: { app: { template: '../stack/app.yaml' } } });

/** An environment of tools whose baseline goes to the accounts of a unit, and one that lives there. */
async function fleet(handed: JsonObject = HANDED): Promise<Scene> {
  const files = { 'tools.yaml': living('Tools', { baseline: handed }), 'emma.yaml': APP, 'stack/app.yaml': QUEUE };
  return scene(files);
}

async function roleTags({ witness, project }: Scene, account: string, role: 'deploy' | 'cloudformation') {
  const { iam } = await witness.inside(account);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: `envctl-${project}-${role}` }));
  return Object.fromEntries((Role?.Tags ?? []).map(({ Key, Value }: Tag) => [Key, Value]));
}

function itemsOf(document: JsonObject): Record<string, unknown> {
  const items = document['items'] as { item: string; action: string }[];
  return Object.fromEntries(items.map(({ item, action }) => [item, action]));
}

test.runIf(SHARED === null)(
  'the set of another environment makes bucket and roles, and bootstrap the rest; neither does anything twice',
  async () => {
    const given = await fleet();
    const { run, show, project } = given;
    const emma = accountIn(((await done(run('create-account tools emma')))['environments'] as JsonObject[])[1] ?? {});
    expect((await show('plan tools')).stdout).toMatch(/\+ baseline .*stack set of 1 stack in 1 account of Fleet/s);
    const deployed = await done(run('deploy tools --yes'));
    expect(deployed).toMatchObject({ services: [{ service: 'baseline', instances: [{ account: emma }] }] });
    const made = await done(run('bootstrap emma'));
    expect(itemsOf(made)).toMatchObject({ artifacts: 'none', passwordPolicy: 'create', deployRole: 'create' });
    expect(await roleTags(given, emma, 'deploy')).toMatchObject({
      'envctl:project': project,
      'envctl:stack-set': 'tools/baseline',
    });
    expect(await done(run('bootstrap emma'))).toMatchObject({ outcome: 'unchanged' });
    expect(outcomes(await done(run('deploy emma --yes')))).toEqual({ app: 'created' });
    expect(await done(run('plan emma'))).toMatchObject({ changes: 0, baseline: { action: 'none' } });
    expect(await done(run('plan tools'))).toMatchObject({ changes: 0 });
  },
);

test.runIf(SHARED === null)(
  'an account that comes later gets it by itself, and its deployment waits for it, also when it was stopped',
  async () => {
    const given = await fleet();
    const { run, show, write, gate } = given;
    expect(await refused(run('deploy tools --create --yes'), 3)).toMatchObject({ code: 'OrganizationMissing' });
    const emma = accountIn(((await done(run('create-account tools emma')))['environments'] as JsonObject[])[1] ?? {});
    await done(run('deploy tools --yes'));
    await write({ 'paul.yaml': APP });
    const stop = new AbortController();
    gate.after('iam:CreatePolicy', () => stop.abort());
    expect((await show('deploy paul --create --yes', { signal: stop.signal })).exit).toBe(130);
    const before = gate.calls.length;
    const text = await show('deploy paul --create --yes');
    expect(text.exit, text.stdout + text.stderr).toBe(0);
    expect(gate.calls.slice(before).map(({ operation }) => operation)).not.toContain('CreateRole');
    const paul = accountIn(await done(run('deploy paul --yes')));
    expect(await roleTags(given, paul, 'cloudformation')).toMatchObject({ 'envctl:stack-set': 'tools/baseline' });
    const { changes, services } = await done(run('plan tools'));
    expect(changes).toBe(0);
    expect(JSON.stringify(services)).toContain(emma);
    expect(JSON.stringify(services)).toContain(paul);
  },
);

test.runIf(SHARED === null)('accounts that have a baseline of their own are left to bootstrap', async () => {
  const given = await fleet({});
  const { run, write } = given;
  await done(run('deploy tools emma --create --yes'));
  await write({ 'tools.yaml': living('Tools', { baseline: HANDED }), 'paul.yaml': APP });
  const paul = accountIn(await done(run('create-account paul')));
  const deployed = await done(run('deploy tools --yes'));
  expect(JSON.stringify(await done(run('plan tools')))).toContain('has its own baseline: left to bootstrap');
  expect(deployed).toMatchObject({ services: [{ outcome: 'created', instances: [{ account: paul }] }] });
  expect(await done(run('plan tools'))).toMatchObject({ changes: 0 });
  expect(await done(run('bootstrap emma'))).toMatchObject({ outcome: 'unchanged' });
});

test.runIf(SHARED === null)('what the set has made is changed by the set alone', async () => {
  const given = await fleet();
  const { run, write } = given;
  await done(run('create-account tools emma'));
  await done(run('deploy tools emma --yes'));
  await write({ 'tools.yaml': living('Tools', { baseline: { ...HANDED, deployRole: { trust: ['999999999999'] } } }) });
  expect(await done(run('plan tools'))).toMatchObject({
    services: [{ service: 'baseline', action: 'update', reasons: ['template'] }],
  });
  await done(run('deploy tools --yes'));
  const looked = await done(run('bootstrap emma'));
  expect(looked).toMatchObject({ outcome: 'unchanged' });
  expect(itemsOf(looked)).toMatchObject({ deployRole: 'skipped' });
  expect(await done(run('plan tools'))).toMatchObject({ changes: 0 });
});

test.runIf(SHARED === null)('destroying keeps it; pruned, it leaves behind what it has made', async () => {
  const given = await fleet();
  const { run, write } = given;
  const emma = accountIn(((await done(run('create-account tools emma')))['environments'] as JsonObject[])[1] ?? {});
  await done(run('deploy tools emma --yes'));
  expect(outcomes(await done(run('destroy tools --yes')))).toEqual({ baseline: 'kept' });
  await write({ 'tools.yaml': living('Tools') });
  expect(await done(run('plan tools'))).toMatchObject({ services: [{ service: 'baseline', action: 'orphan' }] });
  expect(outcomes(await done(run('deploy tools --prune --yes')))).toEqual({ baseline: 'deleted' });
  expect(await roleTags(given, emma, 'deploy')).toMatchObject({ 'envctl:stack-set': 'tools/baseline' });
  expect(await done(run('deploy emma --yes'))).toMatchObject({ outcome: 'unchanged' });
});
