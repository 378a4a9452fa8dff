// An AWS with an organization: what the bench asks of it, beside what the program does.
import { createSimulator, emptyState, seedAccount, seedOrganization, seedUnit } from '../../dist/bench/simulator.js';
import { heldNow, largest } from './memory.js';

const MANAGEMENT = '123456789012';

/** In this process. `now` tells its time; `settings` are the simulator's. */
export async function worldHere(now, settings) {
  const state = { ...emptyState(), now: now() };
  const { handle } = createSimulator({
    settings: { clock: { now }, rates: true, accountQuota: 10_000, ...settings },
    state,
  });
  seedOrganization(state, MANAGEMENT);
  return {
    handle,
    /** An account that is there already, with the role that came with it; in this unit, or below the root. */
    addAccount: async (id, name, unit = '') =>
      void seedAccount(state, {
        id,
        roleName: 'OrganizationAccountAccessRole',
        member: { email: `${name}@example.com`, name, parent: seedUnit(state, unit) },
      }),
    /** Seconds from the first to the last event of the last operation of each stack, by the stack's name: AWS's own times. */
    stackSeconds: async () => new Map(stacksOf(state).map((stack) => [stack.name, operationSeconds(stack)])),
    /** What its process took so far. */
    cost: async () => ({ cpu: process.cpuUsage(), held: heldNow(), largest: largest() }),
    end: async () => undefined,
  };
}

function stacksOf({ services }) {
  return Object.values(services.cloudformation).flatMap((regions) =>
    Object.values(regions).flatMap(({ stacks }) => Object.values(stacks)),
  );
}

function operationSeconds({ name, events }) {
  const own = events.filter(({ logicalId, status }) => logicalId === name && status !== 'REVIEW_IN_PROGRESS');
  return (own[own.length - 1].time - own[0].time) / 1_000;
}
