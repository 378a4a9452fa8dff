import { applyBaseline } from '../../../src/baseline/apply.ts';
import { planBaseline } from '../../../src/baseline/plan.ts';
import type { BaselineOutcome, BaselineStep } from '../../../src/model/baseline.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { Run } from '../../../src/model/run.ts';
import { enterAccount } from '../../../src/observe/access.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import type { SimulatorSettings } from '../../../src/simulator/settings.ts';
import { createWorld, type World } from '../../support/world.ts';

/** The account that the baseline of these tests is for. */
export const ID = '222222222222';

/** A world with one member account. */
export function baselineWorld(settings: Partial<SimulatorSettings> = {}): World {
  const world = createWorld(settings);
  seedAccount(world.simulator.state, { id: ID, member: { email: 'staging@example.com', name: 'notes-staging' } });
  return world;
}

export async function planned(defined: Environment, run: Run): Promise<BaselineStep[]> {
  const id = defined.account.id ?? ID;
  return planBaseline(defined, await enterAccount(defined, { id, joined: null }, 'admin', run), run);
}

/** What `bootstrap` does once the account is known. */
export async function bootstrapped(defined: Environment, run: Run): Promise<BaselineOutcome> {
  const gateways = await enterAccount(defined, { id: ID, joined: null }, 'admin', run);
  return applyBaseline(defined, await planBaseline(defined, gateways, run), gateways, run);
}

/** Steps that are not done yet, without those that are. */
export function due(steps: readonly BaselineStep[]): Omit<BaselineStep, 'region'>[] {
  return steps.filter(({ action }) => action !== 'none').map(({ item, action, reason }) => ({ item, action, reason }));
}
