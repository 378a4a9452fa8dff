import { expect, it } from 'vitest';
import type { Run } from '../../../src/model/run.ts';
import { observeStackSets } from '../../../src/observe/stack-sets.ts';
import { environment } from '../../support/environment.ts';
import { stackSetService } from '../../support/stack-set.ts';
import { createWorld, type World } from '../../support/world.ts';

const SET = stackSetService();

/** An account in the unit `Workloads/Staging`, and one beside it. */
async function nested(world: World): Promise<{ inside: string }> {
  const { organizations } = world.run().aws;
  const root = await organizations.rootId();
  const outer = await organizations.createUnit(root, 'Workloads');
  const inner = await organizations.createUnit(outer.id, 'Staging');
  const make = async (name: string): Promise<string> => {
    const { requestId } = await organizations.createAccount({
      name,
      email: `${name}@example.com`,
      role: 'admin',
      tags: {},
    });
    await world.simulator.settings.clock.sleep(60_000);
    return (await organizations.describeCreation(requestId)).accountId ?? '';
  };
  const inside = await make('inside');
  await make('beside');
  await organizations.moveAccount(inside, root, inner.id);
  return { inside };
}

/** Organizations as it was before accounts had their paths in ListAccounts. */
function withoutPaths(run: Run): Run {
  const { organizations } = run.aws;
  const listAccounts = async () => (await organizations.listAccounts()).map((one) => ({ ...one, path: null }));
  return { ...run, aws: { ...run.aws, organizations: { ...organizations, listAccounts } } };
}

it.each([
  ['', (run: Run) => run],
  [', also where AWS does not tell paths', withoutPaths],
])('the accounts of a unit are those below it, too%s', async (_, as) => {
  const world = createWorld();
  const { inside } = await nested(world);
  const seen = await observeStackSets(
    environment(undefined, { stackSets: [SET] }),
    { account: null, recorded: {} },
    as(world.run()),
  );
  expect(seen?.units['Workloads']?.accounts).toEqual([inside]);
});
