import { GetRoleCommand, type Tag } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { SHARED } from '../support/scenario/endpoint.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done, outcomes } from '../support/scenario/verdict.ts';
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
