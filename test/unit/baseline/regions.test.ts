import { describe, expect, it } from 'vitest';
import { enterAccount } from '../../../src/observe/access.ts';
import { observeEnvironment } from '../../../src/observe/environment.ts';
import { settingsOf } from '../../../src/simulator/account/store.ts';
import { baseline, environment, member, MEMBER_BASELINE, service } from '../../support/environment.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { refusalOf } from '../../support/thrown.ts';
import type { World } from '../../support/world.ts';
import { baselineWorld, bootstrapped, due, ID, planned } from './baseline-world.ts';

const EIGHT = [
  'af-south-1',
  'ap-east-1',
  'ap-south-2',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
];
const MILAN = ['eu-west-1', 'eu-south-1'];
const only = (regions: readonly string[]) => environment(member({ id: ID }), { baseline: baseline({ regions }) });
const inMilan = environment(member({ id: ID }), {
  baseline: { ...MEMBER_BASELINE, regions: MILAN, defaultVpc: 'delete' },
  services: [service('notes', ['eu-south-1'])],
});
const lookOnly = { lenders: [], mayBeMissing: false };

/** The most regions that were changing at a time. */
function watchChanging(world: World): () => number {
  let most = 0;
  const { regions } = settingsOf(world.simulator.state, ID);
  const { handle } = world.simulator;
  Object.assign(world.simulator, {
    handle: async (request: Parameters<typeof handle>[0]) => {
      const answer = await handle(request);
      most = Math.max(most, Object.values(regions).filter((status) => status === 'ENABLING').length);
      return answer;
    },
  });
  return () => most;
}

describe('the regions of the baseline', () => {
  it('are enabled, however many, six at a time', async () => {
    const world = baselineWorld();
    const most = watchChanging(world);
    expect(due(await planned(only(EIGHT), world.run()))).toEqual([
      { item: 'regions', action: 'create', reason: `${EIGHT.join(', ')} to be enabled` },
    ]);
    await bootstrapped(only(EIGHT), world.run());
    expect(Object.values(settingsOf(world.simulator.state, ID).regions)).toEqual(EIGHT.map(() => 'ENABLED'));
    expect(most()).toBe(6);
    expect(await bootstrapped(only(EIGHT), world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it('need nothing when every account has them: nobody is asked', async () => {
    const run = baselineWorld().run();
    expect(await planned(only(['eu-west-1', 'us-east-1']), run)).toEqual([]);
    expect(run.aws.calls.byOperation()).not.toHaveProperty('ec2:DescribeRegions');
  });

  it('come before what is set up in them', async () => {
    const world = baselineWorld();
    const steps = await planned(inMilan, world.run());
    expect(steps.filter(({ region }) => region === 'eu-south-1')).toEqual([
      { item: 'artifacts', region: 'eu-south-1', action: 'create', reason: 'eu-south-1 is to be enabled first' },
      { item: 'ebsEncryption', region: 'eu-south-1', action: 'create', reason: 'eu-south-1 is to be enabled first' },
      { item: 'defaultVpc', region: 'eu-south-1', action: 'create', reason: 'eu-south-1 is to be enabled first' },
    ]);
    await bootstrapped(inMilan, world.run());
    const gateways = await enterAccount(inMilan, { id: ID, joined: null }, 'admin', world.run());
    expect(await gateways.s3('eu-south-1').bucket(`notes-${ID}-eu-south-1`)).not.toBeNull();
    expect(await gateways.ec2('eu-south-1').defaultVpc()).toBeNull();
    expect(await bootstrapped(inMilan, world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it('do not stand in the way of a plan before they are enabled', async () => {
    const world = baselineWorld();
    const { observation } = await observeEnvironment(inMilan, world.run(), lookOnly);
    expect(observation.stacks).toEqual({ 'eu-west-1': [] });
    await bootstrapped(inMilan, world.run());
    const later = await observeEnvironment(inMilan, world.run(), lookOnly);
    expect(later.observation).toMatchObject({ stacks: { 'eu-west-1': [], 'eu-south-1': [] }, baseline: [] });
  });

  it('are planned again when one is added to an account that is set up', async () => {
    const world = baselineWorld();
    await bootstrapped(environment(member({ id: ID }), { baseline: MEMBER_BASELINE }), world.run());
    const { observation } = await observeEnvironment(inMilan, world.run(), lookOnly);
    expect(observation.baseline.filter(({ action }) => action === 'create')).toContainEqual(
      expect.objectContaining({ item: 'regions' }),
    );
  });

  it('may hold the home region', async () => {
    const world = baselineWorld();
    const home = environment(member({ id: ID }), {
      region: 'eu-south-1',
      baseline: { ...MEMBER_BASELINE, regions: ['eu-south-1'] },
    });
    expect(await bootstrapped(home, world.run())).toMatchObject({ outcome: 'created' });
    expect(await bootstrapped(home, world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it('are named when the definition uses one that it does not enable', async () => {
    const world = baselineWorld();
    const defined = environment(member({ id: ID }), { services: [service('notes', ['eu-south-1'])] });
    expect(await refusalOf(planned(defined, world.run()))).toMatchObject({
      code: 'AccountNotReady',
      message: expect.stringContaining('eu-south-1') as string,
      hint: expect.stringContaining('baseline.regions') as string,
    });
  });

  it.each(['before', 'after'] as const)('end up enabled, whichever request a run was killed %s', async (when) => {
    const undisturbed = baselineWorld().run();
    await bootstrapped(only(MILAN), undisturbed);
    for (let calls = 0; calls < undisturbed.aws.calls.total(); calls += 1) {
      const world = baselineWorld();
      const dying = world.run({ wrap: (handler) => killingHandler(handler, calls, when) });
      await expect(bootstrapped(only(MILAN), dying)).rejects.toThrow();
      await bootstrapped(only(MILAN), world.run());
      expect(await bootstrapped(only(MILAN), world.run()), `${when} call ${calls}`).toMatchObject({
        outcome: 'unchanged',
      });
    }
  });

  it('are given up after two hours', async () => {
    const world = baselineWorld({ regionOptMs: 3 * 3_600_000 });
    const run = world.run();
    const begun = run.clock.now();
    expect(await refusalOf(bootstrapped(only(['eu-south-1']), run))).toMatchObject({ code: 'AccountNotReady' });
    expect(run.clock.now() - begun).toBeGreaterThanOrEqual(2 * 3_600_000);
  });
});
