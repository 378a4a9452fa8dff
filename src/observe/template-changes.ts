import type { ResourceDifference, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import type { NodeKey, Plan, PlannedResource, ServicePlan } from '../model/plan.ts';
import { desiredOf, type Known } from '../plan/desired.ts';
import { parseTemplate } from '../template/parse.ts';

/**
 * What updates would change, by comparing the deployed template with the wanted one: less sure than a change set, but
 * nothing is made in the account. Parameters whose value differs are not followed into the resources that use them.
 */
export async function compareTemplates(
  plan: Plan,
  gateways: AccountGateways,
  known: Known,
  stacks: ReadonlyMap<NodeKey, Stack>,
): Promise<Plan> {
  const compare = async (service: ServicePlan): Promise<ServicePlan> => {
    const stack = stacks.get(service.key);
    const desired = service.deployment && desiredOf(service.deployment, service.region, known);
    if (service.action !== 'update' || !stack || !desired) return service;
    const deployed = await gateways.cloudformation(service.region).template(stack.id);
    return { ...service, resources: await differences(deployed, desired.body) };
  };
  return { ...plan, services: await Promise.all(plan.services.map(compare)) };
}

async function differences(before: string, after: string): Promise<PlannedResource[]> {
  const { fullDiff } = await import('@aws-cdk/cloudformation-diff');
  const [old, wanted] = [before, after].map((text) => parseTemplate(text, 'template').value?.tree ?? {});
  const changes: PlannedResource[] = [];
  fullDiff({ ...old }, { ...wanted }).resources.forEachDifference((logicalId, change) => {
    if (change.isDifferent) changes.push(resourceOf(logicalId, change));
  });
  return changes;
}

function resourceOf(logicalId: string, change: ResourceDifference): PlannedResource {
  const type = change.newResourceType ?? change.oldResourceType ?? '';
  if (change.isAddition) return { logicalId, type, action: 'Add' };
  if (change.isRemoval) return { logicalId, type, action: 'Remove' };
  const properties = Object.entries(change.propertyUpdates).map(([name, { changeImpact }]) => ({
    name,
    recreation: recreationOf(changeImpact),
  }));
  const recreation = recreationOf(change.changeImpact);
  const replacement = recreation === 'Always' ? 'true' : recreation === 'Conditionally' ? 'conditional' : 'false';
  return { logicalId, type, action: 'Modify', replacement, properties };
}

function recreationOf(impact: `${ResourceImpact}` | undefined): 'Never' | 'Conditionally' | 'Always' {
  if (impact === 'WILL_REPLACE') return 'Always';
  return impact === 'MAY_REPLACE' ? 'Conditionally' : 'Never';
}
