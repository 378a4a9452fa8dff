import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { allStackSets } from '../../../src/simulator/cloudformation/site.ts';
import { seedUnit } from '../../../src/simulator/organizations/seed.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { createWorld, type World } from '../../support/world.ts';

const [TOOLS, ONE, TWO, LATER] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const;

const GUARD = {
  Parameters: { Value: { Type: 'String' } },
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/guard', Value: { Ref: 'Value' } } },
  },
};

function definition(Value: string): JsonObject {
  const stackSet = { organizationalUnit: 'Fleet', autoDeploy: false };
  const guard = { template: '../stack/guard.yaml', engine: 'stacksets', stackSet, parameters: { Value } };
  return { project: 'notes', region: 'eu-west-1', account: { id: TOOLS }, services: { guard } };
}

/** An account for tools, and two in a unit; the stack set is the first one's. */
async function project(): Promise<Desk> {
  const world = createWorld();
  for (const id of [TOOLS, ONE, TWO]) join(world, id);
  return desk({ 'tools.yaml': definition('a'), 'stack/guard.yaml': GUARD }, world);
}

function join({ simulator: { state } }: World, id: string): void {
  const parent = id === TOOLS ? {} : { parent: seedUnit(state, 'Fleet') };
  const member = { email: `${id}@example.com`, name: id, ...parent };
  seedAccount(state, { id, roleName: 'OrganizationAccountAccessRole', member });
}

async function json({ run }: Desk, line: string): Promise<JsonObject> {
  const ended = await run(`${line} --output json`);
  expect(ended.exit, `${line}: ${ended.stdout}${ended.stderr}`).toBe(0);
  return ended.json();
}

describe('a rehearsal of a stack set', () => {
  it('begins with the stacks that are there, and takes as long as the deployment then', async () => {
    const here = await project();
    const first = await json(here, 'rehearse tools');
    expect(allStackSets(here.world.simulator.state)).toEqual([]);
    const deployed = await json(here, 'deploy tools --yes');
    expect(first).toMatchObject({
      outcome: 'succeeded',
      seconds: deployed['seconds'],
      calls: { 'cloudformation:CreateStackSet': 1, 'cloudformation:CreateStackInstances': 1 },
      services: [{ service: 'guard', stack: 'notes-tools-guard', outcome: 'created', basis: 'types' }],
    });

    join(here.world, LATER);
    await here.write({ 'environments/tools.yaml': definition('b') });
    const second = await json(here, 'rehearse tools');
    const updated = await json(here, 'deploy tools --yes');
    expect(second).toMatchObject({
      outcome: 'succeeded',
      seconds: updated['seconds'],
      calls: { 'cloudformation:UpdateStackSet': 1, 'cloudformation:CreateStackInstances': 1 },
      services: [{ outcome: 'updated', basis: 'types' }],
    });
    expect(second['calls']).not.toHaveProperty(['cloudformation:CreateStackSet']);
  });

  it('lets the process end in the middle of it, and the next run go on', async () => {
    const rehearsed = await json(await project(), 'rehearse tools --faults');
    const faults = rehearsed['faults'] as JsonObject[];
    expect(faults.filter(({ recovers }) => recovers !== true)).toEqual([]);
    expect(faults).toContainEqual(
      expect.objectContaining({ fault: 'killed', subject: 'guard', outcome: 'killed', recovers: true }),
    );
  });

  it('says of an organization with nothing in it that its unit has no accounts', async () => {
    const { run } = await project();
    const { exit, json: document } = await run('rehearse tools --empty --output json');
    expect(exit).toBe(0);
    expect(document()).toMatchObject({
      outcome: 'succeeded',
      services: [{ service: 'guard', outcome: 'created' }],
      assumptions: expect.arrayContaining(['the unit Fleet is there, and has no accounts of others']) as unknown,
    });
  });
});
