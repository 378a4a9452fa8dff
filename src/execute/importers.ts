import type { AccountGateways } from '../aws/types/account.ts';
import type { CloudFormationGateway } from '../aws/types/cloudformation.ts';
import type { NodeKey } from '../model/plan.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';

/**
 * What uses what among the stacks that go, as CloudFormation knows it. Asked only where a stack is no longer in the
 * definition: its template is not here, so that nothing else tells what it imports.
 */
export async function importersOf({
  plan,
  gateways,
}: {
  readonly plan: RemovalPlan;
  readonly gateways: AccountGateways;
}): Promise<Map<NodeKey, NodeKey[]>> {
  const going = plan.services.filter(({ action }) => action === 'delete');
  const uses = new Map<NodeKey, NodeKey[]>();
  const regions = new Set(going.filter(({ orphan }) => orphan).map(({ region }) => region));
  for (const region of regions) {
    const here = going.filter((step) => step.region === region);
    for (const { from, to } of await usesIn(gateways.cloudformation(region), here)) {
      uses.set(from, [...(uses.get(from) ?? []), to]);
    }
  }
  return uses;
}

async function usesIn(
  gateway: CloudFormationGateway,
  steps: readonly RemovalStep[],
): Promise<{ from: NodeKey; to: NodeKey }[]> {
  const byId = new Map(steps.map((step) => [step.stackId, step]));
  const byName = new Map(steps.map((step) => [step.stack, step]));
  const exported = (await gateway.exports()).filter(({ stackId }) => byId.has(stackId));
  const lists = await Promise.all(
    exported.map(async ({ name, stackId }) => {
      const to = byId.get(stackId);
      const importers = (await gateway.importers(name)).flatMap((stack) => byName.get(stack) ?? []);
      return to ? importers.map((step) => ({ from: step.key, to: to.key })) : [];
    }),
  );
  return lists.flat();
}
