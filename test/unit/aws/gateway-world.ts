import type { AccountGateways } from '../../../src/aws/types/account.ts';
import type { Run } from '../../../src/model/run.ts';
import { createWorld, MANAGEMENT, type World } from '../../support/world.ts';

export const REGION = 'eu-west-1';

/** A world, a run in it, and gateways into the caller's own account. */
export async function gatewaysOf(
  world: World = createWorld(),
): Promise<{ world: World; run: Run; account: AccountGateways }> {
  const run = world.run();
  const access = { account: MANAGEMENT, role: null, externalId: null, profile: null, young: false, region: REGION };
  return { world, run, account: await run.aws.enter(access) };
}
