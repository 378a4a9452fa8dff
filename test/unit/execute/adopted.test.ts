import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service } from '../../support/project.ts';

const TEMPLATE = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
const NAME = 'notes-dev-a';

/** A project of which somebody has deployed the stack already, under the same name, with another tool. */
async function project(): Promise<Desk> {
  const one = await desk({ 'dev.yaml': definition({ a: service('a') }), 'stack/a.json': TEMPLATE });
  const gateway = (await enter(one.world)).cloudformation(REGION);
  const { changeSetId } = await gateway.createChangeSet({
    stackName: NAME,
    name: 'theirs',
    type: 'CREATE',
    template: { body: JSON.stringify(TEMPLATE) },
    parameters: {},
    tags: { tool: 'another' },
    capabilities: [],
    importExisting: false,
    role: null,
    token: 'theirs',
  });
  const { clock } = one.world.simulator.settings;
  await clock.sleep(10_000);
  await gateway.executeChangeSet(changeSetId, 'theirs');
  await clock.sleep(300_000);
  return one;
}

describe('a stack that another tool has deployed under our name', () => {
  it('is refused by plan and deploy, and with --adopt becomes ours with its resources', async () => {
    const one = await project();
    const gateway = (await enter(one.world)).cloudformation(REGION);
    const before = await gateway.resources(NAME);
    expect(before.map(({ status }) => status)).toEqual(['CREATE_COMPLETE']);
    for (const line of ['plan dev', 'deploy dev --yes']) expect((await one.run(line)).stderr).toContain('NotOwned');
    const { exit, stdout } = await one.run('deploy dev --yes --adopt --output json');
    expect(exit, stdout).toBe(0);
    expect((await gateway.describe(NAME))?.tags).toMatchObject({ 'envctl:environment': 'dev' });
    expect((await gateway.resources(NAME)).map(({ physicalId }) => physicalId)).toEqual(
      before.map(({ physicalId }) => physicalId),
    );
    expect((await one.run('plan dev --output json')).json()).toMatchObject({ changes: 0 });
  });
});
